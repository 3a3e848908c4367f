/** Traffic of a tenant and firing alerts, from Prometheus: keys and queries. */

import type { Query, QueryClient } from '@tanstack/react-query'
import { queryOptions } from '@tanstack/react-query'

import { Failure } from '~/domain/failure'
import { callsOf, latencyQuantiles, rangeSummary, requestRates, topApis } from '~/domain/promql'
import { gridFor, rateWindow, USUAL_SCRAPE_S } from '~/domain/query-step'
import type { TimeRange, TimeWindow } from '~/domain/time-range'
import { isLive, windowOf } from '~/domain/time-range'
import type { GridAnswer, RangeAnswer } from '~/domain/traffic'

import { controlPlane } from './control-plane/current'
import { readAlerts, readMatrix, readTargets, readVector } from './prometheus/answer'
import { serverNow } from './server-clock'

/** What a panel about traffic is asked for. */
export interface TrafficQuestion {
  tenant: string
  range: TimeRange
  /** Seconds between two refreshes, 0 for none; never shorter than a scrape, because nothing new would come. */
  refresh: number
  /** Only the calls of this API, by its name; all of the tenant's when absent. */
  api?: string
}

const GATEWAY_JOB = 'stoa-gateway'
const BUSIEST = 10

const all = (tenant: string) => ['metrics', tenant] as const
const about = ({ tenant, range, api }: TrafficQuestion, what: string) =>
  [...all(tenant), what, range.from, range.to, api] as const
const matchersOf = ({ tenant, api }: TrafficQuestion) => ({
  tenant,
  ...(api !== undefined && { api }),
})

interface Asking {
  client: QueryClient
  signal: AbortSignal
}

/** Seconds between two scrapes of the gateway, `null` where the server does not say. */
const scrapeInterval = queryOptions({
  queryKey: ['metrics-scrape-interval'],
  queryFn: async ({ signal }) => {
    const targets = readTargets(await controlPlane.metricTargets(signal))
    const known = targets.flatMap((target) =>
      target.job === GATEWAY_JOB ? (target.scrapeInterval ?? []) : [],
    )
    return known.length > 0 ? Math.max(...known) : null
  },
  staleTime: 600_000,
})

async function scrapeFrom(client: QueryClient): Promise<number> {
  try {
    return (await client.query(scrapeInterval)) ?? USUAL_SCRAPE_S
  } catch (error) {
    // Whoever may not see the targets may still see traffic, and so may who asks a server without that endpoint.
    const isOnlyTargets =
      error instanceof Failure && ['forbidden', 'not-found', 'malformed'].includes(error.kind)
    if (isOnlyTargets) return USUAL_SCRAPE_S
    throw error
  }
}

/** The window of a range now. A page passes readable ranges; the usual one stands in for any other. */
function windowNow(range: TimeRange): TimeWindow {
  const now = Math.floor(serverNow() / 1000)
  const window = windowOf(range, now)
  return typeof window === 'string' ? { start: now - 3600, end: now } : window
}

async function askRange(
  { range }: TrafficQuestion,
  { client, signal }: Asking,
  build: (window: number) => string,
): Promise<GridAnswer> {
  const scrape = await scrapeFrom(client)
  const window = windowNow(range)
  const grid = gridFor(window, scrape)
  const query = build(rateWindow(grid.step, scrape))
  const answer = await controlPlane.queryMetricsRange(
    { query, start: String(grid.start), end: String(grid.end), step: String(grid.step) },
    signal,
  )
  const question = {
    query,
    rangeSeconds: window.end - window.start,
    stepSeconds: grid.step,
    answer,
  }
  return { ...readMatrix(answer), question, window, grid, scrape, isLive: isLive(range) }
}

async function askInstant(
  { range }: TrafficQuestion,
  { client, signal }: Asking,
  build: (seconds: number, scrape: number) => string,
): Promise<RangeAnswer> {
  const scrape = await scrapeFrom(client)
  const window = windowNow(range)
  const seconds = window.end - window.start
  const query = build(seconds, scrape)
  const answer = await controlPlane.queryMetrics({ query, time: String(window.end) }, signal)
  const question = { query, rangeSeconds: seconds, answer }
  return { ...readVector(answer), question, window, scrape, isLive: isLive(range) }
}

/** A range that lies in the past is not asked for again: its answer no longer changes. */
function pace<Answer extends RangeAnswer>({ range, refresh }: TrafficQuestion) {
  return {
    // Answers are replaced whole: comparing thousands of samples would cost more than drawing them.
    structuralSharing: false,
    staleTime: isLive(range) ? 5_000 : 60_000,
    // What has failed is asked again by app/recovery.ts, not by every panel for itself.
    refetchInterval: (query: Query<Answer>) =>
      refresh > 0 && isLive(range) && query.state.status !== 'error'
        ? Math.max(refresh, query.state.data?.scrape ?? USUAL_SCRAPE_S) * 1000
        : false,
  } as const
}

export const metrics = {
  /** Requests per second by status, over time. */
  requestRates: (question: TrafficQuestion) =>
    queryOptions<GridAnswer>({
      queryKey: about(question, 'request-rates'),
      queryFn: (asking) =>
        askRange(question, asking, (window) => requestRates({ tenant: question.tenant }, window)),
      ...pace<GridAnswer>(question),
    }),
  /** Quantiles of the response time, over time. */
  latencies: (question: TrafficQuestion) =>
    queryOptions<GridAnswer>({
      queryKey: about(question, 'latencies'),
      queryFn: (asking) =>
        askRange(question, asking, (window) =>
          latencyQuantiles({ tenant: question.tenant }, window),
        ),
      ...pace<GridAnswer>(question),
    }),
  /** Totals, shares and quantiles of the whole range. */
  summary: (question: TrafficQuestion) =>
    queryOptions<RangeAnswer>({
      queryKey: about(question, 'summary'),
      queryFn: (asking) =>
        askInstant(question, asking, (seconds, scrape) =>
          rangeSummary(matchersOf(question), seconds, scrape),
        ),
      ...pace<RangeAnswer>(question),
    }),
  /** The APIs with the most calls in the range. */
  busiest: (question: TrafficQuestion) =>
    queryOptions<RangeAnswer>({
      queryKey: about(question, 'busiest'),
      queryFn: (asking) =>
        askInstant(question, asking, (seconds) =>
          topApis({ tenant: question.tenant }, seconds, BUSIEST),
        ),
      ...pace<RangeAnswer>(question),
    }),
  /** The calls of some APIs in the range, in one question. */
  callsOf: (question: TrafficQuestion, apis: readonly string[]) =>
    queryOptions<RangeAnswer>({
      queryKey: [...about(question, 'calls-of'), apis],
      queryFn: (asking) =>
        askInstant(question, asking, (seconds, scrape) =>
          callsOf(question.tenant, apis, { seconds, scrape }),
        ),
      ...pace<RangeAnswer>(question),
    }),
  /** Alerts that are firing or about to. */
  alerts: (tenant: string, refresh: number) =>
    queryOptions({
      queryKey: [...all(tenant), 'alerts'],
      queryFn: async ({ signal }) => readAlerts(await controlPlane.metricAlerts(signal)),
      refetchInterval: ({ state }) =>
        refresh > 0 && state.status !== 'error' ? Math.max(refresh, USUAL_SCRAPE_S) * 1000 : false,
    }),
}
