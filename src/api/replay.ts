/** The last day's calls by caller, from Prometheus, for a rate limit that is not saved yet. */

import { type QueryClient, queryOptions } from '@tanstack/react-query'

import { inRunbookLabels } from '~/domain/metric-families'
import { busiestCallers, callerCounters, type CallerPart } from '~/domain/promql-callers'
import type { Grid } from '~/domain/query-step'
import { callerSpans, type CountedCaller, type Replay, watchedShare } from '~/domain/replay'
import { labelOf, type Series } from '~/domain/series'

import { consumers } from './consumers'
import { contracts } from './contracts'
import { controlPlane } from './control-plane/current'
import { metricSource } from './metric-source'
import { type Asking, askInstant, scopeByCaller } from './metrics'
import { policies } from './policies'
import { readMatrix } from './prometheus/answer'
import { serverNow } from './server-clock'

const DAY_S = 86_400
const STEP_S = 60
/** So many are replayed: their counters over a day are some hundred kilobytes already. */
const MOST_CALLERS = 25
/** A policy may be bound to more; further ones are left out, and the page says so. */
const MOST_BINDINGS = 100

export interface ReplayOf extends Replay {
  /** Bindings of the policy that were left out. */
  unread: number
}

export const replays = {
  /**
   * Asked when somebody asks for it, and then kept as it is: while a limit is typed, the day behind it must not move.
   * @param policy whose callers are meant; all of the tenant's without one
   */
  lastDay: (tenant: string, policy?: string) =>
    queryOptions<ReplayOf>({
      queryKey: ['metrics', tenant, 'replay', policy],
      queryFn: (asking) => lastDay(tenant, policy, asking),
      staleTime: 60_000,
      structuralSharing: false,
    }),
}

async function lastDay(
  tenant: string,
  policy: string | undefined,
  asking: Asking,
): Promise<ReplayOf> {
  const reach =
    policy === undefined ? { parts: [{}], unread: 0 } : await reachOf(tenant, policy, asking.client)
  const end = Math.floor(serverNow() / 1000)
  const window = { start: end - DAY_S, end }
  const { scrape, family } = await metricSource(asking.client)
  const scope = scopeByCaller(tenant, family)
  const busiest = await askInstant({ window }, asking, (seconds) =>
    busiestCallers(scope, reach.parts, seconds, MOST_CALLERS),
  )
  const callers = callersIn(busiest.series)
  const grid: Grid = { ...window, step: STEP_S }
  const query = callerCounters(scope, callers, scrape)
  const answer = await controlPlane.queryMetricsRange(
    { query, start: String(grid.start), end: String(grid.end), step: String(STEP_S) },
    asking.signal,
  )
  const series = inRunbookLabels(readMatrix(answer).series, family)
  return {
    callers: callerSpans(callers, series, grid),
    total: Math.max(callers.length, totalIn(busiest.series)),
    watched: watchedShare(series, grid),
    step: STEP_S,
    scrape,
    question: { query, rangeSeconds: DAY_S, stepSeconds: STEP_S },
    unread: reach.unread,
  }
}

function callersIn(series: readonly Series[]): CountedCaller[] {
  return series
    .filter((one) => labelOf(one, 'figure') === '')
    .map((one) => ({
      api: labelOf(one, 'api'),
      consumer: labelOf(one, 'consumer'),
      counted: one.samples[0]?.value ?? 0,
    }))
    .toSorted((a, b) => b.counted - a.counted)
}

const totalIn = (series: readonly Series[]): number =>
  series.find((one) => labelOf(one, 'figure') === 'callers')?.samples[0]?.value ?? 0

/** Whom a policy reaches: what it is bound to, or the whole tenant while it is bound to nothing. */
async function reachOf(
  tenant: string,
  policy: string,
  client: QueryClient,
): Promise<{ parts: readonly CallerPart[]; unread: number }> {
  const page = { page: 1, page_size: MOST_BINDINGS }
  const { items, total } = await client.query(policies.bindings(tenant, policy, page))
  const nameOf = async (id: string) => (await client.query(contracts.detail(tenant, id))).apiName
  const externalOf = async (id: string) =>
    (await client.query(consumers.detail(tenant, id))).external_id
  const parts = await Promise.all(
    items.map(async ({ contract_id, consumer_id }): Promise<CallerPart> => ({
      ...(contract_id !== null && { apis: [await nameOf(contract_id)] }),
      ...(consumer_id !== null && { consumers: [await externalOf(consumer_id)] }),
    })),
  )
  return { parts: parts.length > 0 ? gathered(parts) : [{}], unread: total - items.length }
}

/** One part for all that name only APIs, one for all that name only consumers: the question stays short. */
function gathered(parts: readonly CallerPart[]): CallerPart[] {
  const apis = parts.flatMap((part) => (part.consumers ? [] : (part.apis ?? [])))
  const people = parts.flatMap((part) => (part.apis ? [] : (part.consumers ?? [])))
  return [
    ...(apis.length > 0 ? [{ apis }] : []),
    ...(people.length > 0 ? [{ consumers: people }] : []),
    ...parts.filter((part) => part.apis && part.consumers),
  ]
}
