/** What the answers about traffic say, as readings: nothing here turns "not measured" into a number. */

import type { Family } from './metric-families'
import type { Quantile } from './promql'
import { QUANTILES } from './promql'
import type { Grid } from './query-step'
import { timesOf } from './query-step'
import type { Question, Reading } from './reading'
import type { Line, Series, StatusClass } from './series'
import { groupLines, labelOf, shareLine, statusClass, sumLines } from './series'
import type { TimeWindow } from './time-range'

/** An instant answer about a range. */
export interface RangeAnswer {
  question: Question
  window: TimeWindow
  /** Seconds between two scrapes. */
  scrape: number
  /** False where Prometheus did not say, and the usual one stands in. */
  isScrapeKnown?: boolean
  /** Whether the range ended at the moment of asking; only then can a sample be too old. */
  isLive: boolean
  series: readonly Series[]
  /** In whose names was asked; their labels are the runbook's here. Absent where no family was asked. */
  family?: Family
  /** What may make the answer incomplete, in the server's words. */
  warnings: readonly string[]
}

/** An answer at the times of a grid. */
export interface GridAnswer extends RangeAnswer {
  grid: Grid
}

/** After so many missed scrapes a value is stale (design.md, "Reading"). */
const STALE_AFTER_SCRAPES = 3

/** Requests in a range, by status class in a fixed order; only classes that were answered. */
export interface Totals {
  all: number
  classes: { id: StatusClass; count: number }[]
}

/** From the bottom of a stack to its top: the good ones carry the bad ones. */
const CLASS_ORDER: readonly StatusClass[] = ['2xx', '3xx', '1xx', 'other', '4xx', '429', '5xx']

/**
 * A number of an answer as a reading: stale where the range ends now and the newest sample is too old.
 * @param value undefined when the answer does not hold it
 * @param sampledAt milliseconds since 1970
 */
export function measured<T>(
  answer: RangeAnswer,
  value: T | undefined,
  sampledAt: number,
): Reading<T> {
  const { question } = answer
  if (value === undefined) return { state: 'empty', question }
  const age = answer.window.end - sampledAt / 1000
  const isStale = answer.isLive && age > STALE_AFTER_SCRAPES * answer.scrape
  return { state: isStale ? 'stale' : 'value', value, sampledAt, question }
}

/** The series of an answer that carry a value in a label; `''` for those without the label. */
export function figures(answer: RangeAnswer, label: string, wanted: string): readonly Series[] {
  return answer.series.filter((series) => labelOf(series, label) === wanted)
}

/** The newest value of a series; undefined where it is no number. */
export function valueOf(series: Series | undefined): number | undefined {
  const value = series?.samples.at(-1)?.value
  return value !== undefined && Number.isFinite(value) ? value : undefined
}

/** Is the answer about a range that ends now, and empty, or its newest sample too old? Charts do not say how old theirs is. */
export function isBehind(answer: RangeAnswer): boolean {
  if (!answer.isLive) return false
  if (answer.series.length === 0) return true
  const newest = valueOf(figures(answer, 'figure', 'sampled_at')[0])
  return newest !== undefined && measured(answer, newest, newest * 1000).state === 'stale'
}

/** Milliseconds since 1970 of the newest sample; the start of the range where none is known. */
export function newestIn(summary: RangeAnswer): number {
  return (valueOf(figures(summary, 'figure', 'sampled_at')[0]) ?? summary.window.start) * 1000
}

/** Requests by class, not rounded: growth that `increase()` answered for is a fraction. */
export function countsIn(summary: RangeAnswer): ReadonlyMap<StatusClass, number> {
  const counts = new Map<StatusClass, number>()
  for (const series of summary.series) {
    if (series.labels.has('quantile') || series.labels.has('figure')) continue
    const id = statusClass(labelOf(series, 'status'))
    const value = valueOf(series)
    if (value !== undefined) counts.set(id, (counts.get(id) ?? 0) + value)
  }
  return counts
}

/** All classes together. */
export function sumOf(counts: ReadonlyMap<StatusClass, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}

/** Requests in the range, from {@link rangeSummary}'s answer. Each number is rounded by itself. */
export function requestTotals(summary: RangeAnswer): Reading<Totals> {
  const counts = countsIn(summary)
  const classes = CLASS_ORDER.flatMap((id) => {
    const count = counts.get(id)
    return count === undefined ? [] : [{ id, count: Math.round(count) }]
  })
  const totals = counts.size > 0 ? { all: Math.round(sumOf(counts)), classes } : undefined
  return measured(summary, totals, newestIn(summary))
}

/** Requests that were answered with one status, from {@link rangeSummary}'s answer: 0 where others were counted and it was not. */
export function statusTotal(summary: RangeAnswer, status: string): Reading<number> {
  const counted = summary.series.filter(
    ({ labels }) => labels.has('status') && !labels.has('quantile') && !labels.has('figure'),
  )
  const own = counted
    .filter((series) => labelOf(series, 'status') === status)
    .reduce((sum, series) => sum + (valueOf(series) ?? 0), 0)
  return measured(summary, counted.length > 0 ? Math.round(own) : undefined, newestIn(summary))
}

/** Requests of one class: 0 where others were counted and it was not. */
export function classTotal(summary: RangeAnswer, id: StatusClass): Reading<number> {
  const counts = countsIn(summary)
  const own = counts.size > 0 ? Math.round(counts.get(id) ?? 0) : undefined
  return measured(summary, own, newestIn(summary))
}

/** Share of one class in all requests; empty without requests, because 0 of 0 is no share. */
export function requestShare(summary: RangeAnswer, id: StatusClass): Reading<number> {
  const counts = countsIn(summary)
  const all = sumOf(counts)
  return measured(summary, all > 0 ? (counts.get(id) ?? 0) / all : undefined, newestIn(summary))
}

/** A quantile of the response time over the range, in seconds; empty without requests. */
export function rangeQuantile(summary: RangeAnswer, quantile: Quantile): Reading<number> {
  return measured(summary, valueOf(figures(summary, 'quantile', quantile)[0]), newestIn(summary))
}

export interface ApiCalls {
  calls: number
  /** Undefined without calls, because 0 of 0 is no share. */
  errorShare: number | undefined
}

/**
 * The calls of one API, from {@link callsOf}' answer: none is a measured none where the gateway knows the API and has counted no
 * call, and empty where the gateway does not know it (a draft), or was not scraped.
 */
export function callsIn(answer: RangeAnswer, api: string): Reading<ApiCalls> {
  const mine = answer.series.filter((series) => labelOf(series, 'api') === api)
  const sum = (figure: string) =>
    mine
      .filter((series) => labelOf(series, 'figure') === figure)
      .reduce((all, series) => all + (valueOf(series) ?? 0), 0)
  const failed = sum('errors')
  const calls = sum('') + failed
  const counted = { calls: Math.round(calls), errorShare: calls > 0 ? failed / calls : undefined }
  return measured(answer, mine.length > 0 ? counted : undefined, newestIn(answer))
}

/**
 * When an API was called last, in milliseconds since 1970, from `lastCallsOf`'s answer; `null` where it was watched and no call was
 * seen, and empty where the gateway does not know it.
 */
export function lastCallIn(answer: RangeAnswer, api: string): Reading<number | null> {
  const seconds = valueOf(answer.series.find((series) => labelOf(series, 'api') === api))
  const at = seconds === undefined ? undefined : seconds > 0 ? seconds * 1000 : null
  return measured(answer, at, newestIn(answer))
}

/** Lines of a chart at the times of its grid. */
export interface Lines {
  grid: Grid
  times: readonly number[]
  lines: readonly Line[]
}

function drawn(answer: GridAnswer, lines: readonly Line[]): Reading<Lines> {
  const times = timesOf(answer.grid)
  const last = times.findLast((_, index) =>
    lines.some((line) => Number.isFinite(line.values[index])),
  )
  if (last === undefined) return { state: 'empty', question: answer.question }
  return {
    state: 'value',
    value: { grid: answer.grid, times, lines },
    sampledAt: last * 1000,
    question: answer.question,
  }
}

/** Requests per second by status class, in stacking order. */
export function ratesByClass(rates: GridAnswer): Reading<Lines> {
  const lines = groupLines(rates.series, rates.grid, (series) =>
    statusClass(labelOf(series, 'status')),
  )
  const ordered = CLASS_ORDER.flatMap((id) => lines.find((line) => line.id === id) ?? [])
  return drawn(rates, ordered)
}

/** Shares of 5xx and of 429 in all requests; a gap where there were none. */
export function shares(rates: GridAnswer): Reading<Lines> {
  const lines = groupLines(rates.series, rates.grid, (series) =>
    statusClass(labelOf(series, 'status')),
  )
  const all = sumLines(
    lines.map((line) => line.values),
    timesOf(rates.grid).length,
  )
  const share = (id: StatusClass) =>
    shareLine(lines.find((line) => line.id === id)?.values ?? [], all)
  return drawn(rates, [
    { id: '5xx', values: share('5xx') },
    { id: '429', values: share('429') },
  ])
}

/** Response time by quantile, in seconds. */
export function latencies(quantiles: GridAnswer): Reading<Lines> {
  const lines = groupLines(quantiles.series, quantiles.grid, (series) =>
    labelOf(series, 'quantile'),
  )
  return drawn(
    quantiles,
    QUANTILES.flatMap((id) => lines.find((line) => line.id === id) ?? []),
  )
}
