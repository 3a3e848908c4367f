/**
 * What a team keeps of the week at the Control Plane, read from and written to `/v1/onboarding`: a person's word under the step's
 * own id, what a click proved under `….run`, and each change of state that was seen under `….seen`.
 */

import type { Results } from './evaluate'
import type { Attestation, Kept, KeptAlert, KeptBurst, Probes } from './probes'
import type { Evidence, StepId, StepState } from './step'
import { steps } from './steps'

/** As the Control Plane answers it. */
export interface KeptStep {
  kind: string
  evidence: Readonly<Record<string, unknown>>
  valid_until?: string | null
  by: string
  at: string
}
export type KeptSteps = Readonly<Record<string, KeptStep>>

/** The last state that anybody saw of a step, since when, and what it was before. */
export interface SeenState {
  state: StepState
  code: string
  since: string
  evidence: Evidence | undefined
  by: string
  /** Earlier states, the latest first. */
  past: readonly PastState[]
}
export interface PastState {
  state: string
  since: string
  until: string
  excerpt: string
}

const runOf = (id: StepId) => `${id}.run`
const seenOf = (id: StepId) => `${id}.seen`
/** So many earlier states are kept: an outage of last week still stands there. */
const PAST = 5

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const count = (value: unknown): number => (typeof value === 'number' ? value : 0)
const countOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** The part of the probes that people have kept. */
export function keptOf(kept: KeptSteps): Probes['kept'] {
  const burst = burstOf(kept[runOf('day-3.burst')])
  const alert = alertOf(kept[runOf('day-6.test-alert')])
  const words = steps.flatMap(({ id }): [string, Attestation][] => {
    const word = kept[id]
    if (word?.kind !== 'attestation') return []
    const { by, at, evidence, valid_until: until } = word
    return [[id, { note: text(evidence['note']), by, at, until: until ?? null }]]
  })
  return {
    ...(burst && { burst }),
    ...(alert && { alert }),
    attestations: Object.fromEntries(words),
  }
}

function burstOf(step: KeptStep | undefined): Kept<KeptBurst> | undefined {
  if (step?.kind !== 'evidence') return undefined
  const { by, at, evidence } = step
  return {
    by,
    at,
    value: {
      verdict: text(evidence['verdict']),
      because: text(evidence['because']),
      admitted: count(evidence['admitted']),
      limited: count(evidence['limited']),
      sent: count(evidence['sent']),
      api: text(evidence['api']),
      first: countOrNull(evidence['first']),
      limit: text(evidence['limit']),
    },
  }
}

function alertOf(step: KeptStep | undefined): Kept<KeptAlert> | undefined {
  if (step?.kind !== 'evidence') return undefined
  const { by, at, evidence } = step
  return {
    by,
    at,
    value: {
      id: text(evidence['id']),
      sentAt: text(evidence['sentAt']) || at,
      receivedAt: textOrNull(evidence['receivedAt']),
      latencyMs: countOrNull(evidence['latencyMs']),
    },
  }
}

export const keepBurst = (value: KeptBurst) => ({
  [runOf('day-3.burst')]: { kind: 'evidence' as const, evidence: { ...value } },
})
export const keepAlert = (value: KeptAlert) => ({
  [runOf('day-6.test-alert')]: { kind: 'evidence' as const, evidence: { ...value } },
})
/** @param until RFC 3339 */
export const keepWord = (id: StepId, note: string, until: string) => ({
  [id]: { kind: 'attestation' as const, evidence: { note }, valid_until: until },
})
export const forgetWord = (id: StepId) => ({ [id]: null })

const isState = (value: unknown): value is StepState =>
  ['pass', 'fail', 'unknown', 'waiting', 'attested'].includes(text(value))

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What was last seen of a step, by anybody; undefined before the first time. */
export function seenState(kept: KeptSteps, id: StepId): SeenState | undefined {
  const step = kept[seenOf(id)]
  const state = step?.evidence['state']
  if (!step || !isState(state)) return undefined
  const { evidence, by, at } = step
  const { answer, past } = evidence
  return {
    state,
    code: text(evidence['code']),
    since: at,
    by,
    evidence: isFields(answer)
      ? {
          request: text(answer['request']),
          at: text(answer['at']),
          excerpt: text(answer['excerpt']),
          ...(typeof answer['status'] === 'number' && { status: answer['status'] }),
        }
      : undefined,
    past: (Array.isArray(past) ? past.filter(isFields) : []).map((one) => ({
      state: text(one['state']),
      since: text(one['since']),
      until: text(one['until']),
      excerpt: text(one['excerpt']),
    })),
  }
}

/** A question that was not heard says nothing about the system: nothing is written for it. */
const unheard = new Set(['asking', 'no_answer', 'session_reader', 'policy_untold'])
const isWorthKeeping = (state: StepState) => state !== 'unknown' && state !== 'waiting'

/**
 * What has changed since anybody last looked: a first proof, a failure, a recovery. Empty while all is as it was kept.
 * @returns the steps to write
 */
export function changesToKeep(results: Results, kept: KeptSteps) {
  const changed = steps.flatMap(({ id }) => {
    const now = results[id]
    const before = seenState(kept, id)
    if (unheard.has(now.because.code) || before?.state === now.state) return []
    if (!before && !isWorthKeeping(now.state)) return []
    const past: PastState[] = before
      ? [
          {
            state: before.state,
            since: before.since,
            until: now.checkedAt,
            excerpt: before.evidence?.excerpt ?? '',
          },
          ...before.past,
        ]
      : []
    const evidence = {
      state: now.state,
      code: now.because.code,
      checkedAt: now.checkedAt,
      ...(now.evidence[0] && { answer: { ...now.evidence[0] } }),
      past: past.slice(0, PAST),
    }
    return [[seenOf(id), { kind: 'evidence' as const, evidence }] as const]
  })
  return Object.fromEntries(changed)
}

/** How far the week was when it was last measured, for where nothing is measured. */
export function seenProgress(kept: KeptSteps): { done: number; failing: number; total: number } {
  const states = steps.map(({ id }) => seenState(kept, id)?.state)
  return {
    done: states.filter((state) => state === 'pass' || state === 'attested').length,
    failing: states.filter((state) => state === 'fail').length,
    total: states.length,
  }
}
