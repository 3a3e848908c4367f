/** Which limit a burst is held against: a policy that was chosen, or what is in force for the caller. */

import type { EffectivePolicies, Plan, Policy, PolicyOrigin } from '#contract/contract.gen'

import type { Limit } from './burst'
import type { Judged } from './burst-verdict'

export interface Expectation {
  judged: Judged
  /** Undefined when nothing is configured. */
  limit?: Limit
  /** Who says so. */
  source?: { id?: string; name: string }
  /** The chosen policy is switched off. */
  isDisabled?: boolean
  /** The chosen policy does not reach this caller, or another one's values win. */
  overruledBy?: PolicyOrigin
  isElsewhere?: boolean
  /** The plan's own limits, which count as well. */
  plan?: { name: string; limit?: Limit; daily: number | null; monthly: number | null }
}

/**
 * @param effective for the API and, where it is known, the consumer
 * @param chosen the policy that is to be proven; what is in force without one
 */
export function expectationOf(effective: EffectivePolicies, chosen?: Policy): Expectation {
  const plan = effective.plan ? planOf(effective.plan) : undefined
  const inForce = effective.types.find(({ policy_type }) => policy_type === 'rate_limit')
  const expected = chosen ? ofPolicy(chosen, inForce) : ofCaller(inForce, plan)
  return { ...expected, ...(plan && { plan }) }
}

type InForce = EffectivePolicies['types'][number] | undefined

function ofCaller(inForce: InForce, plan: Expectation['plan']): Expectation {
  const limit = limitOf(inForce?.config)
  if (limit) {
    const origin = inForce?.values.find(({ name }) => name === 'requests_per_minute')?.winner
    const source = origin && { id: origin.policy_id, name: origin.policy_name }
    return { judged: 'policy', limit, ...(source && { source }) }
  }
  return plan?.limit
    ? { judged: 'plan', limit: plan.limit, source: { name: plan.name } }
    : { judged: 'policy' }
}

function ofPolicy(chosen: Policy, inForce: InForce): Expectation {
  const limit = limitOf(chosen.config)
  const values = inForce?.values ?? []
  const winner = values
    .filter(({ name }) => name === 'requests_per_minute' || name === 'burst')
    .map((value) => value.winner)
    .find(({ policy_id }) => policy_id !== chosen.id)
  const isThere = values.some(({ winner, losers }) =>
    [winner, ...losers].some(({ policy_id }) => policy_id === chosen.id),
  )
  return {
    judged: 'policy',
    ...(limit && { limit }),
    source: { id: chosen.id, name: chosen.name },
    ...(!chosen.enabled && { isDisabled: true }),
    ...(chosen.enabled && !isThere && { isElsewhere: true }),
    ...(winner && { overruledBy: winner }),
  }
}

/** As the gateway reads it: without a rate it limits nothing, without a burst it allows a minute's worth at once. */
export function limitOf(config: Record<string, unknown> | undefined): Limit | undefined {
  const perMinute = positive(config?.['requests_per_minute'])
  if (perMinute === undefined) return undefined
  return { perMinute, burst: Math.max(1, positive(config?.['burst']) ?? perMinute) }
}

const positive = (value: unknown) => (typeof value === 'number' && value > 0 ? value : undefined)

function planOf(plan: Plan): NonNullable<Expectation['plan']> {
  const limit = limitOf({
    requests_per_minute: plan.rate_limit_per_minute,
    burst: plan.burst_limit,
  })
  return {
    name: plan.name,
    ...(limit && { limit }),
    daily: plan.daily_request_limit ?? null,
    monthly: plan.monthly_request_limit ?? null,
  }
}
