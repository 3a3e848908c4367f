/** What a change of a policy would change, and what the gateway holds of one: keys and queries. */

import { queryOptions } from '@tanstack/react-query'

import type { PolicyEnforcement } from '#contract/contract.gen'

import { controlPlane } from './control-plane/current'
import type { ImpactQuestion } from './control-plane/port'

export type { PolicyEnforcement }

/** Below the policies' own key (policies.ts), so that their changes reach this too. */
const all = (tenant: string) => ['policies', tenant] as const

export const policyEffects = {
  impact: (tenant: string, id: string, question: ImpactQuestion = {}) =>
    queryOptions({
      queryKey: [...all(tenant), 'impact', id, question],
      queryFn: ({ signal }) => controlPlane.policyImpact(id, question, signal),
    }),
  /** Asked anew each time it is looked at: what the gateway held a moment ago proves nothing about now. */
  enforcement: (tenant: string, id: string) =>
    queryOptions({
      queryKey: [...all(tenant), 'enforcement', id],
      queryFn: ({ signal }) => controlPlane.policyEnforcement(id, signal),
      staleTime: 0,
    }),
}
