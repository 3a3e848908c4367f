/**
 * Series as Prometheus answers them, laid on a grid of times to be drawn. Three things stay apart all the way: no sample (a gap,
 * `undefined`), a sample that is no number (NaN, infinities), and zero.
 */

import type { Grid } from './query-step'
import { timesOf } from './query-step'

export interface Sample {
  /** Seconds since 1970. */
  at: number
  value: number
}

export interface Series {
  /** A Map, because label names are chosen by strangers and `__proto__` is one. */
  labels: ReadonlyMap<string, string>
  samples: readonly Sample[]
}

/** A value at a time of the grid; undefined where there was no sample. */
export type Point = number | undefined

/** A series on a grid: as many values as the grid has times. */
export interface Line {
  id: string
  values: readonly Point[]
}

/** The value of a label, `''` when the series has none: what PromQL makes of it, too. */
export function labelOf(series: { labels: ReadonlyMap<string, string> }, name: string): string {
  return series.labels.get(name) ?? ''
}

/** The samples of a series at the times of a grid. Samples between the times or outside are left out; of two the later wins. */
export function align(samples: readonly Sample[], grid: Grid): Point[] {
  const values: Point[] = timesOf(grid).map(() => undefined)
  for (const sample of samples) {
    const place = (sample.at - grid.start) / grid.step
    const index = Math.round(place)
    // Answers carry milliseconds, so a time of the grid comes back within half of one.
    const isOnGrid = Math.abs(place - index) * grid.step < 0.001
    if (isOnGrid && index >= 0 && index < values.length) values[index] = sample.value
  }
  return values
}

/** Sum at each time: a gap only where all have one; NaN where any is. */
export function sumLines(lines: readonly (readonly Point[])[], length: number): Point[] {
  return Array.from({ length }, (_, index) => {
    const present = lines.flatMap((line) => line[index] ?? [])
    return present.length === 0 ? undefined : present.reduce((sum, value) => sum + value, 0)
  })
}

/** One line for each group: series of a group are added up. Groups come in the order of their names. */
export function groupLines(
  series: readonly Series[],
  grid: Grid,
  groupOf: (series: Series) => string,
): Line[] {
  const groups = new Map<string, Point[][]>()
  for (const one of series) {
    const id = groupOf(one)
    groups.set(id, [...(groups.get(id) ?? []), align(one.samples, grid)])
  }
  const length = timesOf(grid).length
  return [...groups]
    .map(([id, lines]) => ({ id, values: sumLines(lines, length) }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * The share of a part in the whole at each time. No traffic has no share: 0 of 0 is a gap.
 * @param part a gap counts as none, where the whole has a value
 */
export function shareLine(part: readonly Point[], whole: readonly Point[]): Point[] {
  return whole.map((all, index) =>
    all === undefined || all === 0 ? undefined : (part[index] ?? 0) / all,
  )
}

/** The class of an HTTP status, as charts group them: `429` stands by itself, because a limit that holds is no fault of the caller. */
export type StatusClass = '1xx' | '2xx' | '3xx' | '4xx' | '429' | '5xx' | 'other'

export function statusClass(status: string): StatusClass {
  if (status === '429') return '429'
  const first = /^([1-5])\d\d$/.exec(status)?.[1]
  // The pattern leaves only the five digits that name a class.
  return first ? (`${first}xx` as StatusClass) : 'other'
}
