/** How a judgement of a step is written down: with its reason, its evidence and the moment of the measurement. */

import type { Asked, Probes } from './probes'
import type { Because, Evidence, StepResult, StepState } from './step'

const EXCERPT = 300

/** RFC 3339 of milliseconds since 1970. */
export const instant = (ms: number): string => new Date(ms).toISOString()

/** At most 300 characters, on one line. */
export const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim().toWellFormed()
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line
}

type Values = Because['values']

/** A judgement that rests on an answer. */
export function judged(
  state: StepState,
  code: string,
  { request, at, excerpt, ...more }: Omit<Evidence, 'at'> & { at: number },
  values: Values = {},
): StepResult {
  const evidence: Evidence = { request, at: instant(at), excerpt: shortened(excerpt), ...more }
  return { state, because: { code, values }, evidence: [evidence], checkedAt: instant(at) }
}

/** Nothing to measure yet, or nothing that could tell. */
export function without(
  state: 'unknown' | 'waiting',
  code: string,
  at: number,
  values: Values = {},
): StepResult {
  return { state, because: { code, values }, evidence: [], checkedAt: instant(at) }
}

/**
 * Judges an answer; a question that is under way or got no answer tells nothing.
 * @param judge given the answer
 */
export function answered<T>(
  { now }: Pick<Probes, 'now'>,
  asked: Asked<T>,
  judge: (answer: Extract<Asked<T>, { state: 'answered' }>) => StepResult,
): StepResult {
  if (asked.state === 'answered') return judge(asked)
  if (asked.state === 'asking') return without('unknown', 'asking', now)
  const { request, at, reason, status } = asked
  const seen = { request, at, excerpt: reason, ...(status !== undefined && { status }) }
  return judged('unknown', 'no_answer', seen, { reason: shortened(reason) })
}
