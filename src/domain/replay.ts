/** The last day's calls by caller, as Prometheus knows them, held against a limit that nobody has saved yet. */

import type { Limit } from './burst'
import type { Caller } from './promql-callers'
import type { Grid } from './query-step'
import { timesOf } from './query-step'
import type { Question } from './reading'
import { align, labelOf, type Series } from './series'
import { addSpans, type Refusals, refusalsOf, type Span, spansOf } from './what-if'

export interface CallerSpans extends Caller {
  /** Of all keys of the consumer on all versions of the API together. */
  spans: readonly Span[]
  /** Calls of the day in all; more than the spans hold where nobody can tell when they came. */
  counted: number
}

export interface Replay {
  /** The busiest ones, the busiest first. */
  callers: readonly CallerSpans[]
  /** How many called at all. */
  total: number
  /** Of the asked day, how much some gateway was watched: 0 … 1. */
  watched: number
  /** Seconds between two samples, and between two scrapes. */
  step: number
  scrape: number
  question: Question
}

export interface CallerRefusals extends Caller, Refusals {}

/** A caller with the calls of the day, before they are laid out in time. */
export type CountedCaller = Caller & Pick<CallerSpans, 'counted'>

export interface Prediction {
  /** Those who would or could have been refused, the worst first. */
  rows: readonly CallerRefusals[]
  /** Callers who surely would have been refused. */
  surely: number
  calls: number
  least: number
  most: number
  /** Calls that are known to have come, and not when. */
  unplaced: number
}

const groupOf = (series: Series): string =>
  JSON.stringify([labelOf(series, 'job'), labelOf(series, 'instance')])

/** @param series of `callerCounters`, on the grid */
export function callerSpans(
  callers: readonly CountedCaller[],
  series: readonly Series[],
  grid: Grid,
): CallerSpans[] {
  const times = timesOf(grid)
  const watchedBy = new Map(
    series
      .filter((one) => labelOf(one, 'figure') === 'watched')
      .map((one) => [groupOf(one), align(one.samples, grid)]),
  )
  return callers.map((caller) => {
    const counters = series.filter(
      (one) =>
        labelOf(one, 'figure') === '' &&
        labelOf(one, 'api') === caller.api &&
        labelOf(one, 'consumer') === caller.consumer,
    )
    const lists = counters.map((one) => {
      const watched = watchedBy.get(groupOf(one))
      return spansOf(
        times,
        align(one.samples, grid),
        (place) => watched?.[place] !== undefined,
      ).filter(({ calls }) => calls > 0)
    })
    return { ...caller, spans: addSpans(lists) }
  })
}

/** How much of the grid some gateway was watched: 0 … 1. */
export function watchedShare(series: readonly Series[], grid: Grid): number {
  const lines = series
    .filter((one) => labelOf(one, 'figure') === 'watched')
    .map((one) => align(one.samples, grid))
  const times = timesOf(grid)
  const seen = times.filter((_, place) => lines.some((line) => line[place] !== undefined))
  return seen.length / times.length
}

/** What the limit would have refused of each caller. */
export function predict({ callers, scrape }: Replay, limit: Limit): Prediction {
  const all = callers.map(({ api, consumer, spans }) => ({
    api,
    consumer,
    ...refusalsOf(spans, limit, scrape),
  }))
  const rows = all
    .filter(({ most }) => most > 0)
    .toSorted((a, b) => b.least - a.least || b.most - a.most || b.calls - a.calls)
  const sum = (of: (row: Refusals) => number) => all.reduce((whole, row) => whole + of(row), 0)
  const calls = sum(({ calls: one }) => one)
  const counted = callers.reduce((whole, caller) => whole + caller.counted, 0)
  return {
    rows,
    surely: rows.filter(({ least }) => least > 0).length,
    calls,
    unplaced: Math.max(0, Math.round(counted) - calls),
    least: sum(({ least }) => least),
    most: sum(({ most }) => most),
  }
}
