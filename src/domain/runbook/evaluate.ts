/** The state of every step, of the days and of the whole, from one set of probes. */

import { withAttestation } from './day-7'
import type { Probes } from './probes'
import { type Day, days, isDone, type Step, type StepId, type StepResult } from './step'
import { steps, stepsOf } from './steps'

export type Results = Readonly<Record<StepId, StepResult>>

/** Judges every step; one that rests on a step that fails does not stand. */
export function evaluate(probes: Probes): Results {
  const found = new Map<StepId, StepResult>()
  for (const step of steps)
    found.set(step.id, withNeeds(step, withAttestation(step, step.verify(probes), probes), found))
  // Every step was judged.
  return Object.fromEntries(found) as Record<StepId, StepResult>
}

function withNeeds(
  step: Step,
  own: StepResult,
  found: ReadonlyMap<StepId, StepResult>,
): StepResult {
  const states = step.needs.map((id) => ({ id, state: found.get(id)?.state ?? 'unknown' }))
  const failing = states.find(({ state }) => state === 'fail')
  if (failing && own.state === 'pass')
    return {
      ...own,
      state: 'fail',
      because: { code: 'needs_failed', values: { step: failing.id } },
    }
  const open = states.find(({ state }) => !isDone(state))
  if (open && own.state === 'waiting')
    return { ...own, because: { code: 'needs', values: { step: open.id } } }
  return own
}

export interface Progress {
  done: number
  failing: number
  total: number
}

/** How far some steps are. */
export function progressOf(results: Results, some: readonly Pick<Step, 'id'>[] = steps): Progress {
  const states = some.map(({ id }) => results[id].state)
  return {
    done: states.filter(isDone).length,
    failing: states.filter((state) => state === 'fail').length,
    total: states.length,
  }
}

/** Where to go on: the first day with a step that is not done; the last one when all are. */
export function resumeDay(results: Results): Day {
  return days.find((day) => stepsOf(day).some(({ id }) => !isDone(results[id].state))) ?? 7
}
