/**
 * Is it ready for production? The runbook's checklist of Day 7 and what can be measured beyond it, as one list of checks. A check counts
 * only on evidence or on a person's word that has not run out; what was not measured never does.
 */

import type { Diagnosis } from './doctor'
import { CONTRACT_MAJOR } from './doctor'
import { serverCheck } from './runbook/day-6'
import type { Results } from './runbook/evaluate'
import type { KeptSteps } from './runbook/kept'
import type { Probes } from './runbook/probes'
import { judged, without } from './runbook/results'
import type { StepId, StepResult } from './runbook/step'
import { isDone } from './runbook/step'

export const groups = ['security', 'reliability', 'operations', 'measured'] as const
export type Group = (typeof groups)[number]

/** The runbook's eleven, which production waits for. */
export const required = {
  security: ['day-7.tls', 'day-7.admin-api', 'day-7.credentials', 'day-7.keys'],
  reliability: ['day-7.restart', 'day-7.rate-limit', 'day-7.log-rotation'],
  operations: ['day-7.monitoring', 'day-7.alerting', 'day-7.backup', 'day-7.incident-runbook'],
} as const satisfies Partial<Record<Group, readonly StepId[]>>

export type RequiredId = (typeof required)[keyof typeof required][number]

/** What the platform can measure beyond the runbook's list. The first ones are the Control Plane's own checks, by its names. */
export const extras = [
  'rules_loaded',
  'targets_up',
  'gateway_config_current',
  'certificate',
  'apis_limited',
  'cors_wildcard',
  'keys_expiring',
  'keys_unused',
  'database_durable',
  'versions',
] as const
export type ExtraId = (typeof extras)[number]

export type CheckId = RequiredId | ExtraId

export interface Check {
  id: CheckId
  group: Group
  result: StepResult
  /** Does the declaration wait for it? */
  isRequired: boolean
}

export const isRequiredId = (id: CheckId): id is RequiredId => id.startsWith('day-')

/**
 * @param results of the runbook's steps
 * @param diagnoses of the connection doctor; undefined while it is asking
 */
export function checksOf(
  results: Results,
  probes: Probes,
  diagnoses: readonly Diagnosis[] | undefined,
): Check[] {
  const own = (Object.keys(required) as (keyof typeof required)[]).flatMap((group) =>
    required[group].map((id): Check => ({ id, group, result: results[id], isRequired: true })),
  )
  const measured = extras.map((id): Check => {
    const result =
      id === 'versions' ? versionsMatch(diagnoses, probes.now) : serverCheck(probes, id)
    return { id, group: 'measured', result, isRequired: false }
  })
  return [...own, ...measured]
}

/** Do the console and the Control Plane speak one version of the contract? The doctor has asked. */
function versionsMatch(diagnoses: readonly Diagnosis[] | undefined, now: number): StepResult {
  const found = diagnoses?.find(({ service }) => service === 'control-plane')
  if (!found) return without('unknown', 'asking', now)
  const version = /"version":"([^"]{1,40})"/.exec(found.seen)?.[1]
  if (version === undefined) return without('unknown', 'no_answer', now)
  const excerpt = `The Control Plane speaks ${version}, this console ${CONTRACT_MAJOR}.x.`
  const seen = { request: `GET ${found.address}`, at: now, excerpt }
  const values = {
    evidence: excerpt,
    said: 'versions',
    theirs: version,
    ours: `${CONTRACT_MAJOR}.x`,
  }
  if (found.finding === 'well') return judged('pass', 'check_pass', seen, values)
  return found.finding === 'wrong_version'
    ? judged('fail', 'check_fail', seen, values)
    : without('unknown', 'no_answer', now)
}

export interface Score {
  done: number
  failing: number
  total: number
}

/** How many checks stand. */
export function scoreOf(checks: readonly Check[]): Score {
  return {
    done: checks.filter(({ result }) => isDone(result.state)).length,
    failing: checks.filter(({ result }) => result.state === 'fail').length,
    total: checks.length,
  }
}

/** The required checks that do not stand: nothing is declared while there is one. */
export const blockersOf = (checks: readonly Check[]): Check[] =>
  checks.filter(({ isRequired, result }) => isRequired && !isDone(result.state))

/** A score as it was kept. */
export interface KeptScore extends Score {
  /** RFC 3339. */
  at: string
  by: string
}

export interface Declaration extends KeptScore {
  note: string
}

const SCORE = 'readiness.score'
const DECLARED = 'readiness.declared'
/** As many scores are kept. */
const KEPT = 40

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function scoreIn(fields: Record<string, unknown>): Score | undefined {
  const { done, failing, total } = fields
  if (typeof done !== 'number' || typeof failing !== 'number' || typeof total !== 'number')
    return undefined
  return total > 0 && done >= 0 && done <= total ? { done, failing, total } : undefined
}

/** The scores that somebody has kept, the oldest first. What cannot be read is left out. */
export function keptScores(kept: KeptSteps): KeptScore[] {
  const history = kept[SCORE]?.evidence['history']
  return (Array.isArray(history) ? history : []).filter(isFields).flatMap((fields) => {
    const score = scoreIn(fields)
    const { at, by } = fields
    const isTold = typeof at === 'string' && Number.isFinite(Date.parse(at))
    return score && isTold ? [{ ...score, at, by: typeof by === 'string' ? by : '' }] : []
  })
}

/** The step that keeps one more score. */
export function keepScore(kept: KeptSteps, score: KeptScore) {
  const history = [...keptScores(kept), score].slice(-KEPT)
  return { [SCORE]: { kind: 'evidence' as const, evidence: { history } } }
}

/** Who declared the installation ready, and when; undefined while nobody has. */
export function declarationOf(kept: KeptSteps): Declaration | undefined {
  const step = kept[DECLARED]
  const score = step && scoreIn(step.evidence)
  if (!step || !score) return undefined
  const { note } = step.evidence
  return { ...score, at: step.at, by: step.by, note: typeof note === 'string' ? note : '' }
}

/** @throws RangeError while a required check does not stand */
export function declare(checks: readonly Check[], note: string) {
  if (blockersOf(checks).length > 0) throw new RangeError('A required check does not stand')
  const evidence = { ...scoreOf(checks), note }
  return { [DECLARED]: { kind: 'attestation' as const, evidence } }
}

export const withdraw = () => ({ [DECLARED]: null })
