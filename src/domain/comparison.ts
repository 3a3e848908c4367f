/** A number of a range beside the same number of the range before it: a difference only where both were measured. */

import type { Reading } from './reading'
import type { TimeWindow } from './time-range'
import type { RangeAnswer } from './traffic'
import { figures, valueOf } from './traffic'

/** Below this share the earlier range was not measured enough to stand for the whole. */
const ENOUGH = 0.9

export type Comparison =
  /** Both are numbers. `change` is relative to the earlier one (0.25: a quarter more), undefined where that was 0. */
  | { state: 'compared'; before: number; change: number | undefined; difference: number }
  /** Only a share of the earlier range was measured. */
  | { state: 'partly'; share: number }
  /** The earlier range has no such number. */
  | { state: 'none' }

/** The range of the same length that ends where this one begins. */
export function windowBefore({ start, end }: TimeWindow): TimeWindow {
  return { start: start - (end - start), end: start }
}

/** Is that share of a range enough to compare with it? */
export const isComparable = (share: number): boolean => share >= ENOUGH

/** In which share of its range an answer to `earlierSummary` was measured, 0 to 1. */
export function watchedShare(earlier: RangeAnswer): number {
  return Math.min(1, valueOf(figures(earlier, 'figure', 'watched')[0]) ?? 0)
}

/**
 * @param now of the range that is shown
 * @param before of the range before it, `share` of which was measured
 */
export function compare(
  now: Reading<number>,
  before: Reading<number>,
  share: number,
): Comparison | undefined {
  if (!('value' in now)) return undefined
  if (share === 0) return { state: 'none' }
  if (!isComparable(share)) return { state: 'partly', share }
  if (!('value' in before)) return { state: 'none' }
  const difference = now.value - before.value
  const change = before.value === 0 ? undefined : difference / before.value
  return { state: 'compared', before: before.value, change, difference }
}
