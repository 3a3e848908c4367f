/** The PromQL of the busiest APIs and consumers; from the same templates and through the same escaper as promql.ts. */

import { RUNBOOK } from './metric-families'
import type { Counter, Scope } from './promql'
import { counterOf, duration, growth, quote, tagged } from './promql'

interface Ranking {
  /** The label that names the rows. */
  by: string
  /** The label of the status. */
  status: string
  seconds: number
  /** Rows that are wanted. */
  count: number
}

/**
 * The busiest over a range, in one instant question: of a tenant, its APIs and its consumers; of an API, its consumers; of a consumer,
 * its APIs. Requests come by `api` or `consumer` and by `class` (the status' first digit, or `429`; none for a status that is none); with them the
 * response time of APIs (`figure="p95"`; not of a consumer's, it is measured by API only), and how many there are with calls
 * (`figure="apis"`, `figure="consumers"`).
 */
export function busiest(scope: Scope, wanted: { seconds: number; count: number }): string {
  const { family = RUNBOOK } = scope
  const parts = [...apisOf(scope, wanted), ...consumersOf(scope, wanted)]
  // A family that tells nobody apart has no ranking: a question without an answer, so that this is found empty, too.
  return parts.length > 0 ? parts.join('\nor ') : `${family.requests}{} < 0`
}

type Wanted = Pick<Ranking, 'seconds' | 'count'>

function apisOf(scope: Scope, wanted: Wanted): string[] {
  const { api, consumer, family = RUNBOOK } = scope
  const { labels, byConsumer, buckets } = family
  if (api !== undefined || labels.api === undefined) return []
  const counter = counterOf((consumer !== undefined && byConsumer) || family.requests, scope)
  const ranking = { ...wanted, by: labels.api, status: labels.status }
  const hasTimes = consumer === undefined && buckets !== undefined
  return [
    ...ranked(counter, 'apis', ranking),
    ...(hasTimes ? [slowness(counter, counterOf(buckets, scope), ranking)] : []),
  ]
}

function consumersOf(scope: Scope, wanted: Wanted): string[] {
  const { consumer, family = RUNBOOK } = scope
  if (consumer !== undefined || family.byConsumer === undefined) return []
  const ranking = { ...wanted, by: 'consumer', status: family.labels.status }
  return ranked(counterOf(family.byConsumer, scope), 'consumers', ranking)
}

function ranked(counter: Counter, figure: 'apis' | 'consumers', ranking: Ranking): string[] {
  const { by, seconds, count } = ranking
  const grown = growth(counter, seconds)
  const top = `topk(${count}, sum by (${by}) ${grown})`
  const known = `count(count by (${by}) (last_over_time(${counter.series}[${duration(seconds)}])))`
  return [`(${byClass(grown, ranking)} and on (${by}) ${top})`, tagged(known, 'figure', figure)]
}

/** Growth by the first digit of the status, where 429 stands by itself (`statusClass`). */
function byClass(grown: string, { by, status }: Ranking): string {
  const from = quote(status)
  const first = `label_replace(${grown}, "class", "$1", ${from}, "([1-5])..")`
  return `sum by (${by}, class) (label_replace(${first}, "class", "429", ${from}, "429"))`
}

function slowness(requests: Counter, buckets: Counter, { by, seconds, count }: Ranking): string {
  const p95 = `histogram_quantile(0.95, sum by (${by}, le) ${growth(buckets, seconds)})`
  // More than are shown: an API whose time is missing here is one whose time is unknown.
  const called = `topk(${count * 10}, sum by (${by}) (increase(${requests.series}[${duration(seconds)}])))`
  return tagged(`(${p95} and on (${by}) ${called})`, 'figure', 'p95')
}
