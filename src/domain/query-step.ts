/** How often and over what stretch a range is asked for: few enough points to draw, and a window that misses nothing between them. */

import type { TimeWindow } from './time-range'

/** The points at which a range question is answered: `start`, `start + step`, … `end`. Seconds. */
export interface Grid extends TimeWindow {
  step: number
}

/** More points than this cannot be told apart on a chart, and cost drawing time (performance.md). */
export const MOST_POINTS = 120

/** Prometheus' own default, where the real interval cannot be learned. */
export const USUAL_SCRAPE_S = 15

const STEPS_S = [
  5, 10, 15, 20, 30, 45, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 28_800, 43_200,
  86_400,
]

/**
 * The shortest step from a round list that keeps the points few and is no shorter than the scrape interval.
 * @param length of the range, in seconds
 * @param scrape interval, in seconds
 */
export function stepFor(length: number, scrape: number, points = MOST_POINTS): number {
  const least = Math.max(length / (Math.max(points, 2) - 1), scrape)
  return STEPS_S.find((step) => step >= least) ?? Math.ceil(least)
}

/**
 * The grid of a window. Its last point is the end of the window, so that the newest traffic is always drawn; it begins at or
 * after the start.
 */
export function gridFor(window: TimeWindow, scrape: number, points = MOST_POINTS): Grid {
  const step = stepFor(window.end - window.start, scrape, points)
  const steps = Math.floor((window.end - window.start) / step)
  return { start: window.end - steps * step, end: window.end, step }
}

/**
 * The window of `rate()` at each point. It reaches a scrape over the step, because the growth between the last sample of one
 * window and the first of the next belongs to neither; and holds four scrapes, so that a missed one leaves no hole.
 */
export function rateWindow(step: number, scrape: number): number {
  return Math.ceil(Math.max(step + scrape, 4 * scrape))
}

/** The times of a grid, in order. */
export function timesOf(grid: Grid): number[] {
  const count = Math.floor((grid.end - grid.start) / grid.step + 1e-9) + 1
  return Array.from({ length: count }, (_, index) => grid.start + index * grid.step)
}
