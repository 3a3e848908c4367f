/** Questions to Prometheus about a range, at the times of a grid. */

import type { Grid } from '~/domain/query-step'
import { gridFor } from '~/domain/query-step'
import type { TimeRange, TimeWindow } from '~/domain/time-range'
import { windowOf } from '~/domain/time-range'

import { controlPlane } from './control-plane/current'
import { readMatrix } from './prometheus/answer'
import { serverNow } from './server-clock'

/** The window of a range now. A page passes readable ranges; the usual one stands in for any other. */
export function windowNow(range: TimeRange): TimeWindow {
  const now = Math.floor(serverNow() / 1000)
  const window = windowOf(range, now)
  return typeof window === 'string' ? { start: now - 3600, end: now } : window
}

/**
 * Asks over the window that a range is now.
 * @param scrape seconds between two scrapes
 * @param build the expression, of the grid that it is evaluated at
 * @throws a Failure
 */
export async function askOverTime(
  range: TimeRange,
  scrape: number,
  signal: AbortSignal,
  build: (grid: Grid) => string,
) {
  const window = windowNow(range)
  const grid = gridFor(window, scrape)
  const query = build(grid)
  const answer = await controlPlane.queryMetricsRange(
    { query, start: String(grid.start), end: String(grid.end), step: String(grid.step) },
    signal,
  )
  const question = {
    query,
    rangeSeconds: window.end - window.start,
    stepSeconds: grid.step,
    answer,
  }
  return { ...readMatrix(answer), question, window, grid }
}
