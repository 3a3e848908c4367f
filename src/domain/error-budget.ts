/** An error budget: of all requests, the share that an objective lets fail, and what of it is left. */

import type { Reading } from './reading'
import type { RangeAnswer } from './traffic'
import { countsIn, measured, newestIn, sumOf } from './traffic'

/** Objectives on offer, in percent of requests that do not fail. */
export const OBJECTIVES = ['99', '99.5', '99.9'] as const
export type Objective = (typeof OBJECTIVES)[number]

export interface ErrorBudget {
  /** Requests that the objective lets fail; a fraction, because few requests have a small budget. */
  allowed: number
  /** Requests that failed (5xx). */
  failed: number
  /** Share of the budget that is left; below 0 when more failed than may. */
  left: number
}

/** The budget of a range, from `rangeSummary`'s answer; empty without requests, because nothing of nothing can be spent. */
export function errorBudget(summary: RangeAnswer, objective: Objective): Reading<ErrorBudget> {
  const counts = countsIn(summary)
  const all = sumOf(counts)
  // In tenths of a percent, so that 99.9 leaves exactly one thousandth.
  const allowed = (all * (1000 - Math.round(Number(objective) * 10))) / 1000
  const failed = counts.get('5xx') ?? 0
  const budget = all > 0 ? { allowed, failed, left: 1 - failed / allowed } : undefined
  return measured(summary, budget, newestIn(summary))
}
