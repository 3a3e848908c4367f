/** The APIs and consumers with the most calls of a range, from {@link busiest}'s answer (promql-busiest.ts). */

import type { Reading } from './reading'
import type { StatusClass } from './series'
import { labelOf, statusClass } from './series'
import type { RangeAnswer } from './traffic'
import { figures, valueOf } from './traffic'

export interface Caller {
  /** Name of the API, or external id of the consumer. */
  name: string
  calls: number
  /** Rounded each by itself; a class without calls is missing. */
  classes: ReadonlyMap<StatusClass, number>
  /** Undefined where there were no calls in the range. */
  errorShare: number | undefined
  /** Seconds; undefined where none is measured. */
  p95: number | undefined
}

export interface Busiest {
  /** The busiest first. */
  rows: Caller[]
  /** Those that were counted and are not among the rows. */
  more: number
}

/** The rows of one kind. @param by the label that names them */
export function busiestBy(answer: RangeAnswer, by: 'api' | 'consumer'): Reading<Busiest> {
  const { question } = answer
  const counts = new Map<string, Map<StatusClass, number>>()
  for (const series of figures(answer, 'figure', '')) {
    const value = valueOf(series)
    if (value === undefined || !series.labels.has(by)) continue
    const name = labelOf(series, by)
    const classes = counts.get(name) ?? new Map<StatusClass, number>()
    counts.set(name, classes.set(classOf(labelOf(series, 'class')), value))
  }
  if (counts.size === 0) return { state: 'empty', question }
  const times = new Map(
    figures(answer, 'figure', 'p95').map((series) => [labelOf(series, by), valueOf(series)]),
  )
  const rows = [...counts]
    .map(([name, classes]) => rowOf(name, classes, times.get(name)))
    .toSorted((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1))
  const all = valueOf(figures(answer, 'figure', by === 'api' ? 'apis' : 'consumers')[0])
  const value = { rows, more: Math.max(0, (all ?? rows.length) - rows.length) }
  return { state: 'value', value, sampledAt: answer.window.end * 1000, question }
}

function rowOf(name: string, counts: ReadonlyMap<StatusClass, number>, p95?: number): Caller {
  const calls = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const classes = new Map([...counts].map(([id, count]) => [id, Math.round(count)]))
  const errorShare = calls > 0 ? (counts.get('5xx') ?? 0) / calls : undefined
  return { name, calls: Math.round(calls), classes, errorShare, p95 }
}

/** What a status of that first digit, or 429, belongs to. */
const classOf = (text: string): StatusClass => statusClass(text === '429' ? text : `${text}00`)
