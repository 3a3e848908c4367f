/** What the metrics of this installation are: the interval in which they are taken, and the names under which they are counted. */

import type { QueryClient } from '@tanstack/react-query'
import { queryOptions } from '@tanstack/react-query'

import { Failure } from '~/domain/failure'
import type { Family } from '~/domain/metric-families'
import { FAMILIES, familyIn, RUNBOOK } from '~/domain/metric-families'
import { quote, quoteMeta } from '~/domain/promql'
import { USUAL_SCRAPE_S } from '~/domain/query-step'

import { controlPlane } from './control-plane/current'
import { readNames, readTargets } from './prometheus/answer'
import { serverNow } from './server-clock'

export interface MetricSource {
  /** Seconds between two scrapes of the gateway. */
  scrape: number
  /** False where Prometheus did not say, and {@link USUAL_SCRAPE_S} stands in. */
  isScrapeKnown: boolean
  family: Family
}

const GATEWAY_JOB = 'stoa-gateway'
const LONG_MS = 600_000
/** What Prometheus does not know yet may turn up any moment: names as long as nothing is counted, the gateway among its targets. */
const SHORT_MS = 30_000
const DAY_S = 86_400

/** Whoever may not ask for it may still see traffic, and so may who asks a server without that endpoint. */
function unless<T>(fallback: T): (error: unknown) => T {
  return (error) => {
    const isOnlyThat =
      error instanceof Failure && ['forbidden', 'not-found', 'malformed'].includes(error.kind)
    if (isOnlyThat) return fallback
    throw error
  }
}

async function readInterval(signal: AbortSignal): Promise<number | null> {
  const targets = readTargets(await controlPlane.metricTargets(signal))
  const known = targets.flatMap((target) =>
    target.job === GATEWAY_JOB ? (target.scrapeInterval ?? []) : [],
  )
  return known.length > 0 ? Math.max(...known) : null
}

/** Seconds between two scrapes of the gateway, `null` where the server does not say. */
const scrapeInterval = queryOptions({
  queryKey: ['metrics-scrape-interval'],
  queryFn: ({ signal }) => readInterval(signal).catch(unless(null)),
  staleTime: ({ state }) => (state.data === null ? SHORT_MS : LONG_MS),
})

/** Seconds between two scrapes as far as it is known by now. */
export const scrapeNow = (client: QueryClient): number =>
  client.getQueryData(scrapeInterval.queryKey) ?? USUAL_SCRAPE_S

/** The names of counters of requests that the server has had within a day. */
const counters = queryOptions({
  queryKey: ['metrics-counters'],
  queryFn: async ({ signal }) => {
    const wanted = quote(FAMILIES.map(({ requests }) => quoteMeta(requests)).join('|'))
    const since = Math.floor(serverNow() / 1000) - DAY_S
    return readNames(await controlPlane.metricNames(`{__name__=~${wanted}}`, since, signal))
  },
  staleTime: ({ state }) => (state.data?.length === 0 ? SHORT_MS : LONG_MS),
})

/** The names under which the gateway counts; the runbook's as long as the server has none. */
export const countedFamily = queryOptions({ ...counters, select: familyIn })

/** Asked once, and again after ten minutes; after half a minute where the answer was none. @throws a Failure when Prometheus is away */
export async function metricSource(client: QueryClient): Promise<MetricSource> {
  const [scrape, family] = await Promise.all([
    client.query(scrapeInterval),
    client.query(counters).then(familyIn).catch(unless(RUNBOOK)),
  ])
  return { scrape: scrape ?? USUAL_SCRAPE_S, isScrapeKnown: scrape !== null, family }
}
