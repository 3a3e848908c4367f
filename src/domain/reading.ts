/**
 * A number that was measured, or the honest reason why there is none. Every tile, chart, badge and checklist row
 * draws one of these states, so that nothing unmeasured can be shown as a number (design.md, "Reading").
 */

import type { Failure } from './failure'

/** How a value was asked for: what a person needs to ask again by hand. */
export interface Question {
  /** The PromQL expression, as it was sent. */
  query: string
  /** Length of the range asked for in seconds; absent for an instant question. */
  rangeSeconds?: number
  /** Step of a range question, in seconds. */
  stepSeconds?: number
  /** What is worked out from the answer, where the number is not in it as it stands: "5xx ÷ all". */
  derivation?: string
  /** The answer as it came. */
  answer?: unknown
}

export type Reading<T> =
  | { state: 'value'; value: T; sampledAt: number; question: Question }
  | { state: 'empty'; question: Question }
  | { state: 'stale'; value: T; sampledAt: number; question: Question }
  | { state: 'unavailable'; failure: Failure; question: Question }
  | { state: 'off'; reason: string }
