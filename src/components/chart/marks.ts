/** Moments that a chart marks: what happened, beside what was measured. */

export interface ChartMark {
  id: string
  /** Seconds since 1970. */
  at: number
  /** Who did what, in one sentence. */
  label: string
}

/**
 * The marks that belong to one time of a chart: those after the time before, up to it. The first time has all before it too, the
 * last all after it, so that each mark is read somewhere.
 */
export function marksAt(
  marks: readonly ChartMark[],
  times: readonly number[],
  index: number,
): readonly ChartMark[] {
  const from = index === 0 ? -Infinity : (times[index - 1] ?? -Infinity)
  const to = index === times.length - 1 ? Infinity : (times[index] ?? Infinity)
  return marks.filter(({ at }) => at > from && at <= to)
}
