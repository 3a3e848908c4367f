/** Which of several contracts answers one path when no key decides: the highest version of the tenant that was there first. */
import type { Route } from './entities.ts'

/** The major version as it stands in the path (`1` of `1.4.2`), or null for a version that has none. */
export function majorOf(version: string): string | null {
  return /^v?(\d+)/.exec(version)?.[1] ?? null
}

/** The routes of one path, best first: the tenant with the oldest contract leads, its highest version first. */
export function byPreference(routes: readonly Route[]): Route[] {
  const firstSeen = new Map<string, number>()
  for (const route of routes) {
    const created = Date.parse(route.created_at) || 0
    firstSeen.set(route.tenant, Math.min(created, firstSeen.get(route.tenant) ?? created))
  }
  const seen = (route: Route) => firstSeen.get(route.tenant) ?? 0
  return routes.toSorted(
    (a, b) =>
      seen(a) - seen(b) ||
      a.tenant.localeCompare(b.tenant) ||
      compareVersions(b.version, a.version) ||
      a.id.localeCompare(b.id),
  )
}

/** Semantic versions in order; a pre-release comes before its release. Negative when `a` is lower. */
export function compareVersions(a: string, b: string): number {
  const left = parse(a)
  const right = parse(b)
  for (const [index, part] of left.numbers.entries()) {
    const difference = part - (right.numbers[index] ?? 0)
    if (difference !== 0) return difference
  }
  if (left.preRelease === right.preRelease) return 0
  if (left.preRelease === '') return 1
  if (right.preRelease === '') return -1
  return left.preRelease.localeCompare(right.preRelease, 'en', { numeric: true })
}

function parse(version: string): { numbers: number[]; preRelease: string } {
  const [, numbers = '', preRelease = ''] = /^v?([\d.]*)(?:-([^+]*))?/.exec(version) ?? []
  const parts = numbers.split('.').map(Number)
  return { numbers: [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0], preRelease }
}
