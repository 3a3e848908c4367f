/** What the answers about traffic say, as readings: nothing here turns "not measured" into a number. */

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
  /** Whether the range ended at the moment of asking; only then can a sample be too old. */
  isLive: boolean
  series: readonly Series[]
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

export interface ApiTraffic {
  api: string
  calls: number
  /** Undefined where the API had no calls in the range. */
  errorShare: number | undefined
  /** Seconds. */
  p95: number | undefined
}

export interface BusiestApis {
  rows: ApiTraffic[]
  /** APIs that were called and are not among the rows. */
  more: number
}

/** From the bottom of a stack to its top: the good ones carry the bad ones. */
const CLASS_ORDER: readonly StatusClass[] = ['2xx', '3xx', '1xx', 'other', '4xx', '429', '5xx']

/**
 * @param value undefined when the answer does not hold it
 * @param sampledAt milliseconds since 1970
 */
function measured<T>(answer: RangeAnswer, value: T | undefined, sampledAt: number): Reading<T> {
  const { question } = answer
  if (value === undefined) return { state: 'empty', question }
  const age = answer.window.end - sampledAt / 1000
  const isStale = answer.isLive && age > STALE_AFTER_SCRAPES * answer.scrape
  return { state: isStale ? 'stale' : 'value', value, sampledAt, question }
}

function figures(answer: RangeAnswer, label: string, wanted: string): readonly Series[] {
  return answer.series.filter((series) => labelOf(series, label) === wanted)
}

function valueOf(series: Series | undefined): number | undefined {
  const value = series?.samples.at(-1)?.value
  return value !== undefined && Number.isFinite(value) ? value : undefined
}

/** Milliseconds since 1970 of the newest sample; the start of the range where none is known. */
function newestIn(summary: RangeAnswer): number {
  return (valueOf(figures(summary, 'figure', 'sampled_at')[0]) ?? summary.window.start) * 1000
}

/** Requests by class, not rounded: growth that `increase()` answered for is a fraction. */
function countsIn(summary: RangeAnswer): ReadonlyMap<StatusClass, number> {
  const counts = new Map<StatusClass, number>()
  for (const series of summary.series) {
    if (series.labels.has('quantile') || series.labels.has('figure')) continue
    const id = statusClass(labelOf(series, 'status'))
    const value = valueOf(series)
    if (value !== undefined) counts.set(id, (counts.get(id) ?? 0) + value)
  }
  return counts
}

function sumOf(counts: ReadonlyMap<StatusClass, number>): number {
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

/** Rows of the busiest APIs, from {@link topApis}' answer, the busiest first. */
export function busiestApis(answer: RangeAnswer): Reading<BusiestApis> {
  const byApi = (figure: string) =>
    new Map(
      figures(answer, 'figure', figure).flatMap((series) => {
        const value = valueOf(series)
        return value === undefined ? [] : [[labelOf(series, 'api'), value] as const]
      }),
    )
  const [others, errors, p95] = [byApi(''), byApi('errors'), byApi('p95')]
  const rows = [...new Set([...others.keys(), ...errors.keys()])]
    .map((api) => {
      const failed = errors.get(api) ?? 0
      const calls = (others.get(api) ?? 0) + failed
      const errorShare = calls > 0 ? failed / calls : undefined
      return { api, calls: Math.round(calls), errorShare, p95: p95.get(api) }
    })
    .toSorted((a, b) => b.calls - a.calls || (a.api < b.api ? -1 : 1))
  if (rows.length === 0) return { state: 'empty', question: answer.question }
  const all = valueOf(figures(answer, 'figure', 'apis')[0]) ?? rows.length
  const value = { rows, more: Math.max(0, all - rows.length) }
  return { state: 'value', value, sampledAt: answer.window.end * 1000, question: answer.question }
}

export interface ApiCalls {
  calls: number
  /** Undefined without calls, because 0 of 0 is no share. */
  errorShare: number | undefined
}

/** The calls of one API, from {@link callsOf}' answer; empty where the gateway has not counted any yet. */
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
