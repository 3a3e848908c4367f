/** Traffic of a tenant and firing alerts, from Prometheus: keys and queries. */

import type { Query, QueryClient } from '@tanstack/react-query'
import { queryOptions } from '@tanstack/react-query'

import { windowBefore } from '~/domain/comparison'
import { Failure } from '~/domain/failure'
import type { Family } from '~/domain/metric-families'
import { inRunbookLabels } from '~/domain/metric-families'
import type { Scope } from '~/domain/promql'
import { earlierSummary, latencyQuantiles, rangeSummary, requestRates } from '~/domain/promql'
import { busiest } from '~/domain/promql-busiest'
import { callsOf } from '~/domain/promql-calls'
import { rateWindow, USUAL_SCRAPE_S } from '~/domain/query-step'
import type { TimeRange, TimeWindow } from '~/domain/time-range'
import { isLive } from '~/domain/time-range'
import type { GridAnswer, RangeAnswer } from '~/domain/traffic'
import { isBehind } from '~/domain/traffic'
import { m } from '~/i18n/gen/messages'

import { controlPlane } from './control-plane/current'
import { metricSource, scrapeNow } from './metric-source'
import { askOverTime, windowNow } from './over-time'
import { readAlerts, readVector } from './prometheus/answer'
import { queryClient } from './query-client'

/** What a panel about traffic is asked for. */
export interface TrafficQuestion {
  tenant: string
  range: TimeRange
  /** Seconds between two refreshes, 0 for none; never shorter than a scrape, because nothing new would come. */
  refresh: number
  /** Only the calls of this API, by its name; all of the tenant's when absent. */
  api?: string
  /** Only the calls with a key of this consumer, by its external id, which is what the gateway counts by. */
  consumer?: string
}

const BUSIEST = 10

const all = (tenant: string) => ['metrics', tenant] as const
const about = ({ tenant, range, api, consumer }: TrafficQuestion, what: string) =>
  [...all(tenant), what, range.from, range.to, api, consumer] as const
const unmeasured = (message: string) => new Failure({ kind: 'unmeasured', message })

/** What is asked about, in the names of a family. @throws a Failure when the family does not tell it apart */
export function scopeOf(
  { tenant, api, consumer }: Pick<TrafficQuestion, 'tenant' | 'api' | 'consumer'>,
  family: Family,
): Scope {
  const { requests: metric, labels, byConsumer } = family
  if (api !== undefined && labels.api === undefined)
    throw unmeasured(m.traffic_off_family_apis({ metric }))
  if (consumer !== undefined && byConsumer === undefined)
    throw unmeasured(m.traffic_off_family_consumers({ metric }))
  return {
    tenant,
    family,
    ...(api !== undefined && { api }),
    ...(consumer !== undefined && { consumer }),
  }
}

/** {@link scopeOf} of response times. */
function timedScopeOf(question: TrafficQuestion, family: Family): Scope {
  if (family.buckets === undefined)
    throw unmeasured(m.traffic_off_family_times({ metric: family.requests }))
  return scopeOf(question, family)
}

/** A tenant whose APIs are to be told apart. @throws a Failure when the family does not */
export function scopeByApi(tenant: string, family: Family): Scope {
  if (family.labels.api === undefined)
    throw unmeasured(m.traffic_off_family_apis({ metric: family.requests }))
  return { tenant, family }
}

/** A tenant whose callers are to be told apart: consumers, and the APIs they call. @throws a Failure when the family does not */
export function scopeByCaller(tenant: string, family: Family): Scope {
  if (family.byConsumer === undefined)
    throw unmeasured(m.traffic_off_family_consumers({ metric: family.requests }))
  return scopeByApi(tenant, family)
}

export interface Asking {
  client: QueryClient
  signal: AbortSignal
}

/** Asks at the times of a grid. @param build the expression, of the seconds that each point looks back over */
export async function askRange(
  { range }: Pick<TrafficQuestion, 'range'>,
  { client, signal }: Asking,
  build: (window: number, family: Family) => string,
): Promise<GridAnswer> {
  const { scrape, isScrapeKnown, family } = await metricSource(client)
  const answer = await askOverTime(range, scrape, signal, (grid) =>
    build(rateWindow(grid.step, scrape), family),
  )
  return {
    ...answer,
    series: inRunbookLabels(answer.series, family),
    family,
    scrape,
    isScrapeKnown,
    isLive: isLive(range),
  }
}

/**
 * Asks once, about a whole range, or about a window that ends now.
 * @param build the expression, of the range and the scrape interval in seconds
 */
export async function askInstant(
  about: { range: TimeRange } | { window: TimeWindow },
  { client, signal }: Asking,
  build: (seconds: number, scrape: number, family: Family) => string,
): Promise<RangeAnswer> {
  const { scrape, isScrapeKnown, family } = await metricSource(client)
  const window = 'window' in about ? about.window : windowNow(about.range)
  const seconds = window.end - window.start
  const query = build(seconds, scrape, family)
  const answer = await controlPlane.queryMetrics({ query, time: String(window.end) }, signal)
  const question = { query, rangeSeconds: seconds, answer }
  const { series, warnings } = readVector(answer)
  return {
    series: inRunbookLabels(series, family),
    warnings,
    family,
    question,
    window,
    scrape,
    isScrapeKnown,
    isLive: 'window' in about || isLive(about.range),
  }
}

/** As soon as app/recovery.ts asks again what has failed. */
const AGAIN_S = 5

/** Seconds until the next question: where nothing or only old samples came, each scrape may bring the first new one. */
function untilNext(answer: RangeAnswer | undefined, refresh: number): number {
  const scrape = answer?.scrape ?? USUAL_SCRAPE_S
  if (!answer || !isBehind(answer)) return Math.max(refresh, scrape)
  return answer.isScrapeKnown === false ? Math.min(scrape, AGAIN_S) : scrape
}

/** A range that lies in the past is not asked for again: its answer no longer changes. */
export function pace<Answer extends RangeAnswer>({
  range,
  refresh,
}: Pick<TrafficQuestion, 'range' | 'refresh'>) {
  return {
    // Answers are replaced whole: comparing thousands of samples would cost more than drawing them.
    structuralSharing: false,
    // Within a scrape nothing new would come, whoever asks and however often the tab is come back to.
    staleTime: ({ state }: Query<Answer>) =>
      isLive(range) ? (state.data?.scrape ?? USUAL_SCRAPE_S) * 1000 : 60_000,
    // What has failed is asked again by app/recovery.ts, not by every panel for itself.
    refetchInterval: (query: Query<Answer>) =>
      refresh > 0 && isLive(range) && query.state.status !== 'error'
        ? untilNext(query.state.data, refresh) * 1000
        : false,
  } as const
}

export const metrics = {
  /** Requests per second by status, over time. */
  requestRates: (question: TrafficQuestion) =>
    queryOptions<GridAnswer>({
      queryKey: about(question, 'request-rates'),
      queryFn: (asking) =>
        askRange(question, asking, (window, family) =>
          requestRates(scopeOf(question, family), window),
        ),
      ...pace<GridAnswer>(question),
    }),
  /** Quantiles of the response time, over time. */
  latencies: (question: TrafficQuestion) =>
    queryOptions<GridAnswer>({
      queryKey: about(question, 'latencies'),
      queryFn: (asking) =>
        askRange(question, asking, (window, family) =>
          latencyQuantiles(timedScopeOf(question, family), window),
        ),
      ...pace<GridAnswer>(question),
    }),
  /** Totals, shares and quantiles of the whole range. */
  summary: (question: TrafficQuestion) =>
    queryOptions<RangeAnswer>({
      queryKey: about(question, 'summary'),
      queryFn: (asking) =>
        askInstant(question, asking, (seconds, scrape, family) =>
          rangeSummary(scopeOf(question, family), seconds, scrape),
        ),
      ...pace<RangeAnswer>(question),
    }),
  /** The same of the range before, of the same length. */
  earlier: (question: TrafficQuestion) =>
    queryOptions<RangeAnswer>({
      queryKey: about(question, 'earlier'),
      queryFn: async (asking) => {
        const window = windowBefore(windowNow(question.range))
        const answer = await askInstant({ window }, asking, (seconds, scrape, family) =>
          earlierSummary(scopeOf(question, family), seconds, scrape),
        )
        return { ...answer, isLive: false }
      },
      ...pace<RangeAnswer>(question),
    }),
  /** The APIs and the consumers with the most calls in the range. */
  busiest: (question: TrafficQuestion) =>
    queryOptions<RangeAnswer>({
      queryKey: about(question, 'busiest'),
      queryFn: (asking) =>
        askInstant(question, asking, (seconds, _, family) =>
          busiest(scopeOf(question, family), { seconds, count: BUSIEST }),
        ),
      ...pace<RangeAnswer>(question),
    }),
  /** The calls of some APIs in the range, in one question. */
  callsOf: (question: TrafficQuestion, apis: readonly string[]) =>
    queryOptions<RangeAnswer>({
      queryKey: [...about(question, 'calls-of'), apis],
      queryFn: (asking) =>
        askInstant(question, asking, (seconds, scrape, family) =>
          callsOf(scopeByApi(question.tenant, family), apis, { seconds, scrape }),
        ),
      ...pace<RangeAnswer>(question),
    }),
  /** Alerts that are firing or about to. */
  alerts: (tenant: string, refresh: number) =>
    queryOptions({
      queryKey: [...all(tenant), 'alerts'],
      queryFn: async ({ signal }) => readAlerts(await controlPlane.metricAlerts(signal)),
      refetchInterval: ({ state }) =>
        refresh > 0 && state.status !== 'error'
          ? Math.max(refresh, scrapeNow(queryClient)) * 1000
          : false,
    }),
}
