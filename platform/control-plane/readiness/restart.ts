/** Reads a restart off two series: the start time that a process reports, and whether its scrapes were good. */
import type { Series } from './series.ts'

export interface Restart {
  /** First good scrape of the new process; seconds since 1970. */
  backAt: number
  /** From the last good scrape of the old process to the first of the new one, in seconds: it was away no longer than this. */
  atMost: number
  /** From the first to the last failed scrape between them: it was away no shorter than this. */
  atLeast: number
  /** Seconds between two scrapes. */
  interval: number
}

/** Start times that differ by less are the same start, read with another rounding. */
const SAME_START_S = 1

/** The latest restart in the series, or null when there was none. */
export function lastRestart(starts: readonly Series[], ups: readonly Series[]): Restart | null {
  const restarts = starts.flatMap((series) => {
    const found = lastChange(series)
    return found ? [{ ...found, instance: series.labels['instance'] }] : []
  })
  const latest = restarts.toSorted((a, b) => b.after.time - a.after.time)[0]
  if (!latest) return null
  const up = ups.find(({ labels }) => labels['instance'] === latest.instance)
  const failed = (up?.samples ?? []).filter(
    ({ time, value }) => value === 0 && time > latest.before.time && time < latest.after.time,
  )
  return {
    backAt: latest.after.time,
    atMost: latest.after.time - latest.before.time,
    atLeast: (failed.at(-1)?.time ?? 0) - (failed[0]?.time ?? 0),
    interval: medianGap(up?.samples ?? []),
  }
}

function lastChange({ samples }: Series) {
  for (let index = samples.length - 1; index > 0; index -= 1) {
    const [before, after] = [samples[index - 1], samples[index]]
    if (before && after && Math.abs(after.value - before.value) > SAME_START_S)
      return { before, after }
  }
  return null
}

function medianGap(samples: Series['samples']): number {
  const gaps = samples.slice(1).map(({ time }, index) => time - (samples[index]?.time ?? time))
  return gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0
}
