/** The fields of each answer that the pages rely on, checked before a page sees them. Typed by the contract. */

import type { Shape } from '~/api/shape'

import type {
  Consumer,
  ConsumerList,
  Contract,
  ContractList,
  EffectivePolicies,
  HealthReady,
  IssuedSubscription,
  Me,
  Plan,
  PlanList,
  Policy,
  PolicyBinding,
  PolicyBindingList,
  PolicyList,
  PortalApi,
  PortalApiDetail,
  PortalApiList,
  PrometheusAnswer,
  RotatedKey,
  Subscription,
  SubscriptionList,
} from '#contract/contract.gen'

const page = { total: 'number', page: 'number', page_size: 'number' } as const

export const me: Shape<Me> = {
  sub: 'string',
  email: 'string?',
  name: 'string?',
  tenant_id: 'string?',
  roles: ['string'],
  permissions: ['string'],
  tenants: [{ id: 'string', name: 'string' }],
}

export const healthReady: Shape<HealthReady> = {
  status: 'string',
  version: 'string',
  checks: 'object',
}

export const contract: Shape<Contract> = {
  id: 'string',
  apiName: 'string',
  apiVersion: 'string',
  tenant: 'string',
  displayName: 'string',
  description: 'string',
  endpoint: { url: 'string', method: 'string', timeout: 'string' },
  auth: { type: 'string' },
  portal: { visible: 'boolean', categories: ['string'] },
  metadata: 'object',
  status: 'string',
  bindings: [{ protocol: 'string', path: 'string' }],
  subscription_count: 'number',
  has_openapi: 'boolean',
  deprecation: 'object?',
  etag: 'string',
  created_at: 'string',
  updated_at: 'string',
}
export const contractList: Shape<ContractList> = { ...page, items: [contract] }

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

export const consumer: Shape<Consumer> = {
  id: 'string',
  tenant_id: 'string',
  external_id: 'string',
  name: 'string',
  email: 'string',
  company: 'string',
  description: 'string',
  consumer_metadata: 'object',
  status: 'string',
  status_reason: 'string?',
  subscription_count: 'number',
  etag: 'string',
  created_at: 'string',
  updated_at: 'string',
}
export const consumerList: Shape<ConsumerList> = { ...page, items: [consumer] }

export const subscription: Shape<Subscription> = {
  id: 'string',
  tenant_id: 'string',
  consumer_id: 'string',
  consumer_name: 'string',
  consumer_external_id: 'string',
  api_id: 'string',
  api_name: 'string',
  api_version: 'string',
  plan_id: 'string?',
  plan_name: 'string?',
  status: 'string',
  status_reason: 'string?',
  api_key_prefix: 'string?',
  old_key_prefix: 'string?',
  old_key_expires_at: 'string?',
  rotation_count: 'number',
  last_rotated_at: 'string?',
  expires_at: 'string?',
  last_used_at: 'string?',
  revoked_at: 'string?',
  revoked_by: 'string?',
  etag: 'string',
  created_at: 'string',
  created_by: 'string',
  updated_at: 'string',
}
export const subscriptionList: Shape<SubscriptionList> = { ...page, items: [subscription] }
export const issuedSubscription: Shape<IssuedSubscription> = {
  ...subscription,
  api_key: 'string?',
}
export const rotatedKey: Shape<RotatedKey> = {
  subscription_id: 'string',
  new_api_key: 'string?',
  api_key_prefix: 'string',
  old_key_expires_at: 'string?',
  rotation_count: 'number',
}

export const plan: Shape<Plan> = {
  id: 'string',
  tenant_id: 'string',
  slug: 'string',
  name: 'string',
  description: 'string',
  rate_limit_per_minute: 'number?',
  burst_limit: 'number?',
  daily_request_limit: 'number?',
  monthly_request_limit: 'number?',
  requires_approval: 'boolean',
  status: 'string',
  subscription_count: 'number',
  etag: 'string',
  created_at: 'string',
  updated_at: 'string',
}
export const planList: Shape<PlanList> = { ...page, items: [plan] }

const portalApi: Shape<PortalApi> = {
  id: 'string',
  tenant: 'string',
  apiName: 'string',
  apiVersion: 'string',
  displayName: 'string',
  description: 'string',
  categories: ['string'],
  auth_type: 'string',
  status: 'string',
  sunset_at: 'string?',
  path: 'string',
  has_openapi: 'boolean',
}
export const portalApiList: Shape<PortalApiList> = { ...page, items: [portalApi] }
export const portalApiDetail: Shape<PortalApiDetail> = {
  ...portalApi,
  openapi: 'object?',
  plans: ['object'],
}

/** Prometheus is not ours: what is inside `data` is parsed by `~/api/prometheus`. */
export const prometheusAnswer: Shape<PrometheusAnswer> = { status: 'string' }
