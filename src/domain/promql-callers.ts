/** The PromQL expressions about single callers: a consumer on an API, which is whose bucket a rate limit fills. */

import { callerCounter, RUNBOOK } from './metric-families'
import type { Scope } from './promql'
import { counterOf, duration, growth, quote, quoteMeta, tagged } from './promql'
import { GATHERED } from './promql-keys'

/** A consumer on an API, both as the gateway counts them. */
export interface Caller {
  api: string
  consumer: string
}

/** Some callers: those of the named APIs (by name), of the named consumers (by external id), or on both where both are given. */
export interface CallerPart {
  apis?: readonly string[]
  consumers?: readonly string[]
}

const familyOf = ({ family = RUNBOOK }: Scope) => family
const apiLabel = (scope: Scope): string => familyOf(scope).labels.api ?? 'api'
const callersOf = (scope: Scope) => counterOf(callerCounter(familyOf(scope)), scope)

/** A series of which one of the names is asked for; all of them where none is given. */
function seriesOf(scope: Scope, { apis, consumers }: CallerPart): string {
  const one = (label: string, names: readonly string[] | undefined) =>
    names === undefined ? [] : [`${label}=~${quote(names.map(quoteMeta).join('|'))}`]
  // Consumers that the gateway counts together are many buckets under one name.
  const limits = [
    `consumer!=${quote(GATHERED)}`,
    ...one(apiLabel(scope), apis),
    ...one('consumer', consumers),
  ]
  const { series } = callersOf(scope)
  return `${series.slice(0, -1)},${limits.join(',')}}`
}

/**
 * Calls of the busiest callers over a range, by `api` and `consumer`, and how many callers there were (`figure="callers"`).
 * @param scope a tenant, in names that tell consumers apart
 * @param parts whose calls are meant: of anybody in any of them
 */
export function busiestCallers(
  scope: Scope,
  parts: readonly CallerPart[],
  seconds: number,
  most: number,
): string {
  const { watched } = callersOf(scope)
  const by = `${apiLabel(scope)}, consumer`
  const grown = parts
    .map((part) => `sum by (${by}) ${growth({ series: seriesOf(scope, part), watched }, seconds)}`)
    .join(' or ')
  return [
    `topk(${most}, (${grown}) > 0)`,
    tagged(`count((${grown}) > 0)`, 'figure', 'callers'),
  ].join('\nor ')
}

/**
 * The counters of some callers over time, by `api`, `consumer` and the gateway that counts, and (`figure="watched"`) whether any
 * gateway was scraped: raw, because what lies between two samples is worked out from both ends.
 * @param scrape seconds between two scrapes: a gateway that was not seen for three of them is not watched
 */
export function callerCounters(scope: Scope, callers: readonly Caller[], scrape: number): string {
  const of = (pick: (caller: Caller) => string) => [...new Set(callers.map(pick))]
  const whose = { apis: of(({ api }) => api), consumers: of(({ consumer }) => consumer) }
  const { watched } = callersOf(scope)
  return [
    `sum by (${apiLabel(scope)}, consumer, job, instance) (${seriesOf(scope, whose)})`,
    tagged(
      `max by (job, instance) (count_over_time(${watched}[${duration(3 * scrape)}]))`,
      'figure',
      'watched',
    ),
  ].join('\nor ')
}
