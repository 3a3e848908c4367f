/** How often the keys of a developer were used in a span of time, from `stoa_consumer_requests_total`. */
import type { PrometheusClient } from '../metrics/prometheus-client.ts'

import { quoteLabelValue } from '../metrics/label-value.ts'

export interface UsedKey {
  tenant: string
  /** The consumer as the gateway's metric names it. */
  consumer: string
  /** Prefix of the key. */
  prefix: string
}

export interface Counts {
  calls: number
  /** Answers from 400 on, without the 429 of a limit. */
  errors: number
  limited: number
  /** The calls by status code, most first. */
  by_status: { status: string; calls: number }[]
}

/** Two counts together. */
export function sumOf(one: Counts, other: Counts): Counts {
  const statuses = new Map<string, number>()
  for (const { status, calls } of [...one.by_status, ...other.by_status])
    statuses.set(status, (statuses.get(status) ?? 0) + calls)
  return {
    calls: one.calls + other.calls,
    errors: one.errors + other.errors,
    limited: one.limited + other.limited,
    by_status: [...statuses]
      .map(([status, calls]) => ({ status, calls }))
      .toSorted((a, b) => b.calls - a.calls || a.status.localeCompare(b.status)),
  }
}

/** Prometheus answered, and not with numbers. */
export class NoMeasurement extends Error {
  override name = 'NoMeasurement'
}

/**
 * The counts by key (`tenant key-prefix`); a key without a series has no entry.
 * @param span seconds since 1970
 * @throws NoMeasurement, PrometheusFailure
 */
export async function measuredUsage(
  client: PrometheusClient,
  keys: readonly UsedKey[],
  span: { from: number; to: number },
): Promise<Map<string, Counts>> {
  const counts = new Map<string, Counts>()
  for (const group of Map.groupBy(keys, (key) => `${key.tenant} ${key.consumer}`).values()) {
    const [first] = group
    if (!first) continue
    const wanted = new Set(group.map((key) => key.prefix))
    for (const sample of await samplesOf(client, first, span)) {
      if (!wanted.has(sample.key)) continue
      add(counts, usageKey({ tenant: first.tenant, prefix: sample.key }), sample)
    }
  }
  return counts
}

/** The name of a key in the counts. */
export function usageKey({ tenant, prefix }: Pick<UsedKey, 'tenant' | 'prefix'>): string {
  return `${tenant} ${prefix}`
}

interface Sample {
  key: string
  status: string
  count: number
}

async function samplesOf(
  client: PrometheusClient,
  { tenant, consumer }: UsedKey,
  { from, to }: { from: number; to: number },
): Promise<Sample[]> {
  const selector = `stoa_consumer_requests_total{tenant=${quoteLabelValue(tenant)},consumer=${quoteLabelValue(consumer)}}`
  const query = `sum by (key, status) (${callsIn(selector, Math.max(1, Math.round(to - from)))})`
  const { status, json } = await client.ask('query', [
    ['query', query],
    ['time', String(to)],
    ['timeout', '10s'],
  ])
  const data = json['data']
  const result = typeof data === 'object' && data !== null && 'result' in data ? data.result : null
  if (json['status'] !== 'success' || !Array.isArray(result))
    throw new NoMeasurement(`Prometheus answered ${status} to the question for your calls.`)
  return result.flatMap(sampleOf)
}

/**
 * Calls in a range as PromQL. `increase()` alone says 0 for the first call ever made: a series that is born at 1 never rises. So:
 * while the counter was not reset, the last value less the value at the begin of the range, 0 where there was no series then, which is
 * exact; after a reset (the gateway restarted) `increase()`, and the first value of a series that is new.
 */
function callsIn(selector: string, seconds: number): string {
  const range = `${selector}[${seconds}s]`
  const last = `last_over_time(${range})`
  const before = `${selector} offset ${seconds}s`
  const exact = `((${last} - (${before})) or (${last} unless ${before})) and (resets(${range}) == 0)`
  const born = `(min_over_time(${range}) unless ${before}) or 0 * ${last}`
  const risen = `increase(${range}) or 0 * ${last}`
  return `(${exact}) or ((${risen}) + (${born}))`
}

function sampleOf(item: unknown): Sample[] {
  if (typeof item !== 'object' || item === null || !('metric' in item) || !('value' in item))
    return []
  const { metric, value } = item
  if (typeof metric !== 'object' || metric === null || !Array.isArray(value)) return []
  const labels = new Map<string, unknown>(Object.entries(metric))
  const count = Math.round(Number(value[1]))
  if (!Number.isFinite(count)) return []
  const [key, status] = [labels.get('key'), labels.get('status')]
  return typeof key === 'string' && typeof status === 'string' ? [{ key, status, count }] : []
}

function add(counts: Map<string, Counts>, name: string, { status, count }: Sample): void {
  const isLimited = status === '429'
  const one: Counts = {
    calls: count,
    errors: !isLimited && Number(status) >= 400 ? count : 0,
    limited: isLimited ? count : 0,
    by_status: count === 0 ? [] : [{ status, calls: count }],
  }
  const held = counts.get(name)
  counts.set(name, held ? sumOf(held, one) : one)
}
