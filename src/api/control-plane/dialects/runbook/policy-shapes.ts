/** What the answers about policies must look like. */

import type {
  EffectivePolicies,
  Policy,
  PolicyBinding,
  PolicyBindingList,
  PolicyEnforcement,
  PolicyImpact,
  PolicyList,
} from '#contract/contract.gen'

import type { Shape } from '~/api/shape'

import { page } from './shapes'

export const policy: Shape<Policy> = {
  id: 'string',
  name: 'string',
  policy_type: 'string',
  tenant_id: 'string',
  scope: 'string',
  description: 'string',
  config: 'object',
  priority: 'number',
  enabled: 'boolean',
  binding_count: 'number',
  etag: 'string',
  created_at: 'string',
  updated_at: 'string',
}
export const policyList: Shape<PolicyList> = { ...page, items: [policy] }

export const policyBinding: Shape<PolicyBinding> = {
  id: 'string',
  policy_id: 'string',
  contract_id: 'string?',
  consumer_id: 'string?',
  target_name: 'string',
  created_at: 'string',
}
export const policyBindingList: Shape<PolicyBindingList> = { ...page, items: [policyBinding] }

const origin = {
  policy_id: 'string',
  policy_name: 'string',
  level: 'string',
  priority: 'number',
  value: 'any',
} as const
export const effectivePolicies: Shape<EffectivePolicies> = {
  contract_id: 'string',
  consumer_id: 'string?',
  types: [
    {
      policy_type: 'string',
      config: 'object',
      values: [{ name: 'string', value: 'any', winner: origin, losers: [origin] }],
    },
  ],
  plan: 'object?',
}

const onApis = { policy_id: 'string', policy_name: 'string', apis: 'number' } as const
export const policyImpact: Shape<PolicyImpact> = {
  policy_id: 'string',
  change: 'string',
  apis_total: 'number',
  apis_covered: 'number',
  consumers_covered: 'number',
  apis_won: 'number',
  overruled_by: [onApis],
  changed: 'number',
  unprotected: 'number',
  newly_covered: 'number',
  taken_over_by: [onApis],
  items: [
    {
      contract_id: 'string',
      api: 'string',
      consumer_id: 'string?',
      consumer: 'string?',
      before: 'object?',
      after: 'object?',
    },
  ],
}
export const policyEnforcement: Shape<PolicyEnforcement> = {
  policy_id: 'string',
  state: 'string',
  is_enforced_type: 'boolean?',
  asked_at: 'string',
  held_since: 'string?',
  config_version: 'number?',
  detail: 'string?',
}
