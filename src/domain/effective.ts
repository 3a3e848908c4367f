/** The policies in force on a call path, as the Control Plane merged them. */

import type { EffectivePolicies, PolicyOrigin } from '#contract/contract.gen'

export type Origin = PolicyOrigin

/** One value that is in force, with where it comes from and what it overruled. */
export interface EffectiveRow {
  type: string
  name: string
  value: unknown
  winner: Origin
  losers: Origin[]
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
    })),
  )
}
