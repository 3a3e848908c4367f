/**
 * Thirty days of a gateway's traffic, made up call by call: what its counters showed at each scrape, and how many calls there were in
 * truth. The gateway starts again twice, is away for a day, and one API comes in the middle.
 */

export const SCRAPE_S = 120
export const DAY_S = 86_400
const LENGTH_S = 31 * DAY_S

/** Upper bounds of the buckets in seconds, with the share of calls that each holds by itself. */
const BUCKETS: readonly (readonly [le: string, share: number])[] = [
  ['0.05', 0.5],
  ['0.1', 0.3],
  ['0.5', 0.18],
  ['+Inf', 0.02],
]
export const TENANT = 'acme'

export interface ApiPlan {
  api: string
  /** Calls per scrape interval by status. */
  calls: Readonly<Record<string, number>>
  /** Seconds after the start at which the API comes. */
  from: number
}

export const APIS: readonly ApiPlan[] = [
  { api: 'orders', calls: { 200: 40, 429: 6, 500: 2 }, from: 0 },
  { api: 'catalog', calls: { 200: 12, 404: 3 }, from: 12 * DAY_S },
]
const RESTARTS = [5 * DAY_S, 17 * DAY_S + 3600]
/** The day without a gateway. */
export const AWAY = { from: 20 * DAY_S, to: 21 * DAY_S }

/** Twice as many calls in the second half of each day. */
const busy = (second: number) => (second % DAY_S >= DAY_S / 2 ? 2 : 1)
const isAway = (second: number) => second >= AWAY.from && second < AWAY.to

/** Calls of an interval that ends at a second of the month; none while the gateway is away or the API is not there. */
const callsAt = (plan: ApiPlan, status: string, second: number) =>
  isAway(second) || second < plan.from ? 0 : (plan.calls[status] ?? 0) * busy(second)

/** The truth: calls of a stretch of the month, by API and status. */
export function truth(from: number, to: number): Map<string, Map<string, number>> {
  const all = new Map<string, Map<string, number>>()
  for (const plan of APIS) {
    const byStatus = new Map<string, number>()
    for (const status of Object.keys(plan.calls)) {
      let sum = 0
      for (let second = from + SCRAPE_S; second <= to; second += SCRAPE_S)
        sum += callsAt(plan, status, second)
      byStatus.set(status, sum)
    }
    all.set(plan.api, byStatus)
  }
  return all
}

interface Line {
  metric: string
  labels: string
  value: (second: number) => number
}

const labelsOf = (labels: Record<string, string>) =>
  Object.entries({ job: 'stoa-gateway', instance: 'g1', tenant: TENANT, ...labels })
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')

/** Counters as they stand after each interval since the last start. */
function linesOf(plan: ApiPlan, sums: ReadonlyMap<string, number>): Line[] {
  const { api } = plan
  const all = () => [...sums.values()].reduce((sum, value) => sum + value, 0)
  const requests = Object.keys(plan.calls).map((status) => ({
    metric: 'stoa_requests',
    labels: labelsOf({ api, method: 'GET', status }),
    value: () => sums.get(status) ?? 0,
  }))
  let share = 0
  const buckets = BUCKETS.map(([le, own]) => {
    share += own
    const upTo = share
    return {
      metric: 'stoa_request_duration_seconds_bucket',
      labels: labelsOf({ api, le }),
      value: () => all() * upTo,
    }
  })
  const limited = {
    metric: 'stoa_rate_limit_exceeded',
    labels: labelsOf({ api }),
    value: () => sums.get('429') ?? 0,
  }
  return [...requests, ...buckets, limited]
}

/** The samples of the month as `name{labels} value second`, series by series. @param start seconds since 1970 */
export function samples(start: number): Map<string, string[]> {
  const written = new Map<string, string[]>()
  for (const plan of APIS) {
    const sums = new Map(Object.keys(plan.calls).map((status) => [status, 0]))
    const lines = linesOf(plan, sums)
    for (let second = 0; second <= LENGTH_S; second += SCRAPE_S) {
      for (const status of sums.keys()) {
        // A start empties the counters; nothing was counted between the last scrape and it.
        const before = RESTARTS.includes(second) ? 0 : (sums.get(status) ?? 0)
        sums.set(status, before + callsAt(plan, status, second))
      }
      // Seen once before its first call, as a gateway does that knows the API by then.
      if (isAway(second) || second < plan.from - SCRAPE_S) continue
      for (const { metric, labels, value } of lines) {
        const name = metric.endsWith('_bucket') ? metric : `${metric}_total`
        const family = written.get(name) ?? []
        written.set(name, family)
        family.push(`${name}{${labels}} ${value(second)} ${start + second}`)
      }
    }
  }
  return written
}

/** For `promtool tsdb create-blocks-from openmetrics`. */
export function openMetrics(start: number): string {
  const parts = [...samples(start)].map(([name, lines]) => {
    const family = name.replace(/_(total|bucket)$/, '')
    const type = name.endsWith('_bucket') ? 'unknown' : 'counter'
    const head = type === 'counter' ? `# TYPE ${family} counter` : `# TYPE ${name} unknown`
    return `${head}\n${lines.join('\n')}`
  })
  return `${parts.join('\n')}\n# EOF\n`
}

/** The quantile of the response times by the buckets' rule: linear within a bucket. */
export function quantile(wanted: number): number {
  let below = 0
  let lower = 0
  for (const [le, share] of BUCKETS) {
    if (le === '+Inf') return lower
    const upper = Number(le)
    if (below + share >= wanted) return lower + ((upper - lower) * (wanted - below)) / share
    below += share
    lower = upper
  }
  return lower
}
