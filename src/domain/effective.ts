/** The policies in force on a call path, as the Control Plane merged them, and what in that is worth a second look. */

import type { EffectivePolicies, PolicyImpact, PolicyOrigin } from '#contract/contract.gen'

import { sameJson } from './merge-patch'

export type Origin = PolicyOrigin
export type { EffectivePolicies, PolicyImpact }

/** One value that is in force, with where it comes from and what it overruled. */
export interface EffectiveRow {
  type: string
  name: string
  value: unknown
  winner: Origin
  losers: Origin[]
  /** Overruled by nothing but age: same level and priority, another value. */
  ties: Origin[]
}

/** The merged result as rows, one a value. */
export function effectiveRows(effective: EffectivePolicies): EffectiveRow[] {
  return effective.types.flatMap(({ policy_type, values }) =>
    values.map(({ name, value, winner, losers }) => ({
      type: policy_type,
      name,
      value,
      winner,
      losers,
      ties: losers.filter(
        (loser) =>
          loser.level === winner.level &&
          loser.priority === winner.priority &&
          !sameJson(loser.value, winner.value),
      ),
    })),
  )
}

/** Policies that apply to the path and decide nothing on it: every value of theirs is overruled. */
export function shadowedOn(effective: EffectivePolicies): Origin[] {
  const found = new Map<string, Origin>()
  const rows = effectiveRows(effective)
  for (const { losers } of rows) for (const loser of losers) found.set(loser.policy_id, loser)
  for (const { winner } of rows) found.delete(winner.policy_id)
  return [...found.values()]
}

/** Two policies say together what none may say alone: cookies for pages of any origin. No browser takes it. */
export function hasLostCredentials({ types }: EffectivePolicies): boolean {
  const cors = types.find(({ policy_type }) => policy_type === 'cors')?.config
  const origins = cors?.['origins']
  return cors?.['credentials'] === true && Array.isArray(origins) && origins.includes('*')
}

/** Does the policy touch something, and yet decide nothing anywhere? */
export const isShadowed = ({ apis_covered, apis_won }: PolicyImpact): boolean =>
  apis_covered > 0 && apis_won === 0
