/** Any expression of PromQL, asked by hand, and what an editor of expressions has to know: keys and queries. */

import { queryOptions } from '@tanstack/react-query'

import type { Grid } from '~/domain/query-step'
import type { Question } from '~/domain/reading'
import type { Series } from '~/domain/series'
import type { TimeRange, TimeWindow } from '~/domain/time-range'

import { controlPlane } from './control-plane/current'
import { metricSource } from './metric-source'
import { askOverTime, windowNow } from './over-time'
import { readNames, readVector } from './prometheus/answer'
import { readMetadata, readSeries } from './prometheus/naming'
import { queryClient } from './query-client'

export interface Explored {
  question: Question
  series: readonly Series[]
  warnings: readonly string[]
  window: TimeWindow
  /** Absent of an answer about one moment. */
  grid?: Grid
}

export interface Exploration {
  tenant: string
  query: string
  range: TimeRange
  /** Seconds between two refreshes, 0 for none. */
  refresh: number
}

const all = (tenant: string) => ['metrics', tenant, 'explore'] as const

const pace = (refresh: number) => ({
  meta: { isPersons: true },
  structuralSharing: false,
  staleTime: 5_000,
  refetchInterval: ({ state }: { state: { status: string } }) =>
    refresh > 0 && state.status !== 'error' ? refresh * 1000 : (false as const),
})

export const explore = {
  all,
  /** At the end of the range. */
  instant: ({ tenant, query, range, refresh }: Exploration) =>
    queryOptions<Explored>({
      queryKey: [...all(tenant), 'instant', query, range],
      queryFn: async ({ signal }) => {
        const window = windowNow(range)
        const answer = await controlPlane.queryMetrics({ query, time: String(window.end) }, signal)
        return { ...readVector(answer), question: { query, answer }, window }
      },
      ...pace(refresh),
    }),
  /** Over the range, at the times of a grid. */
  overTime: ({ tenant, query, range, refresh }: Exploration) =>
    queryOptions<Explored>({
      queryKey: [...all(tenant), 'over-time', query, range],
      queryFn: async ({ client, signal }) => {
        const { scrape } = await metricSource(client)
        return askOverTime(range, scrape, signal, () => query)
      },
      ...pace(refresh),
    }),
}

const NAMES_MS = 60_000

/** What is asked for completion is kept for a minute, and asked once at a time. */
function known<T>(
  tenant: string,
  what: readonly string[],
  ask: (signal: AbortSignal) => Promise<T>,
) {
  return queryClient.query({
    queryKey: ['metric-names', tenant, ...what],
    queryFn: ({ signal }: { signal: AbortSignal }) => ask(signal),
    staleTime: NAMES_MS,
  })
}

/** Names and values of the metrics that the caller may see. Each may throw a Failure. */
export function metricsSource(tenant: string) {
  return {
    metricNames: () =>
      known(tenant, ['names'], async (signal) => [
        ...readNames(await controlPlane.metricLabelValues('__name__', undefined, signal)),
      ]),
    labelNames: (metric?: string) =>
      known(tenant, ['labels', metric ?? ''], async (signal) => [
        ...readNames(await controlPlane.metricLabels(metric || undefined, signal)),
      ]),
    labelValues: (label: string, metric?: string) =>
      known(tenant, ['values', label, metric ?? ''], async (signal) => [
        ...readNames(await controlPlane.metricLabelValues(label, metric || undefined, signal)),
      ]),
    metadata: () =>
      known(tenant, ['metadata'], async (signal) =>
        readMetadata(await controlPlane.metricMetadata(signal)),
      ),
    series: (metric: string) =>
      known(tenant, ['series', metric], async (signal) =>
        readSeries(await controlPlane.metricSeries(metric, signal)),
      ),
  }
}
