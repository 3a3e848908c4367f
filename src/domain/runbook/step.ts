/**
 * The runbook's seven days as data: a step is what has to be true, what it needs first, and how the live system is asked about it.
 * Its state is measured and never stored as a click; only a person's word and evidence that was seen are kept.
 */

import type { Probes } from './probes'

export const days = [1, 2, 3, 4, 5, 6, 7] as const
export type Day = (typeof days)[number]

export const stepIds = [
  'day-1.gateway',
  'day-1.control-plane',
  'day-1.identity',
  'day-1.session',
  'day-2.contract',
  'day-2.route',
  'day-2.call',
  'day-3.rate-limit',
  'day-3.burst',
  'day-3.cors',
  'day-3.preflight',
  'day-4.consumer',
  'day-4.subscription',
  'day-4.key-required',
  'day-4.call',
  'day-4.portal',
  'day-5.target',
  'day-5.metrics',
  'day-5.script',
  'day-5.logs',
  'day-6.rules',
  'day-6.test-alert',
  'day-6.external',
  'day-7.tls',
  'day-7.admin-api',
  'day-7.credentials',
  'day-7.keys',
  'day-7.restart',
  'day-7.rate-limit',
  'day-7.log-rotation',
  'day-7.monitoring',
  'day-7.alerting',
  'day-7.backup',
  'day-7.incident-runbook',
] as const
export type StepId = (typeof stepIds)[number]

/**
 * `unknown`: asked, and it cannot be told from here. `waiting`: there is nothing to measure yet.
 * `attested`: a person vouches for it until a date, because nothing can measure it.
 */
export type StepState = 'pass' | 'fail' | 'unknown' | 'waiting' | 'attested'

/** What was asked and what came back. */
export interface Evidence {
  /** `GET /gateway/health`, or the question in words. */
  request: string
  /** HTTP status; absent where no answer came, or none is HTTP's. */
  status?: number
  /** RFC 3339. */
  at: string
  /** The part of the answer that the verdict rests on. */
  excerpt: string
  latencyMs?: number
  /** Who asked, where somebody's own click did. */
  by?: string
}

/** Why a step is in its state: a code that the pages have a sentence for, and what stands in that sentence. */
export interface Because {
  code: string
  values: Readonly<Record<string, string | number>>
}

export interface StepResult {
  state: StepState
  because: Because
  /** Never empty when the state is `pass` or `attested`. */
  evidence: readonly Evidence[]
  /** RFC 3339. */
  checkedAt: string
}

/** `passive` steps are measured by reading; what an `active` one measures is made by a person's click: calls, an alert. */
export type StepKind = 'passive' | 'active' | 'attested'

export interface Step {
  id: StepId
  day: Day
  kind: StepKind
  /** Steps without which this one proves nothing: while one of them fails, this one does not stand. */
  needs: readonly StepId[]
  /** May a person vouch for it where nothing can be measured? */
  isAttestable: boolean
  verify: (probes: Probes) => StepResult
}

/** Is this the id of a step? */
export const isStepId = (text: string): text is StepId => stepIds.some((known) => known === text)

/** Does it count as done? */
export const isDone = (state: StepState): boolean => state === 'pass' || state === 'attested'
