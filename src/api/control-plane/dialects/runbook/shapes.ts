/** The fields of each answer that the pages rely on, checked before a page sees them. Typed by the contract. */

import type { Shape } from '~/api/shape'

import type {
  AuditEntry,
  AuditChain,
  AuditList,
  Consumer,
  ConsumerList,
  Contract,
  ContractList,
  FetchedOpenapi,
  GatewayState,
  IssuedSubscription,
  LogEntry,
  LogPage,
  Plan,
  PlanList,
  PrometheusAnswer,
  RotatedKey,
  Subscription,
  SubscriptionList,
} from '#contract/contract.gen'

export const page = { total: 'number', page: 'number', page_size: 'number' } as const

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
  consumer_email: 'string',
  api_id: 'string',
  api_name: 'string',
  api_version: 'string',
  plan_id: 'string?',
  plan_name: 'string?',
  plan_limits: 'object?',
  usage: { today: 'number', this_month: 'number' },
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

const auditEntry: Shape<AuditEntry> = {
  id: 'string',
  at: 'string',
  tenant_id: 'string',
  actor: 'string',
  actor_name: 'string',
  action: 'string',
  resource_type: 'string',
  resource_id: 'string',
  resource_name: 'string',
  before: 'object?',
  after: 'object?',
  request_id: 'string',
}
export const auditChain: Shape<AuditChain> = {
  whole: 'boolean',
  checked_rows: 'number',
  first_broken_id: 'string?',
  checked_at: 'string',
}
export const auditList: Shape<AuditList> = { ...page, items: [auditEntry] }

/** Prometheus is not ours: what is inside `data` is parsed by `~/api/prometheus`. */
export const prometheusAnswer: Shape<PrometheusAnswer> = { status: 'string' }

const logEntry: Shape<LogEntry> = {
  timestamp: 'string',
  request_id: 'string',
  method: 'string',
  path: 'string',
  status: 'number',
  duration_ms: 'number',
}
export const logPage: Shape<LogPage> = { items: [logEntry], next_cursor: 'string?' }

export const gatewayState: Shape<GatewayState> = {
  configured: 'boolean',
  wanted_version: 'number?',
  held_version: 'number?',
  current_at: 'string?',
  failure: 'string?',
  usage_read_at: 'string?',
}

export const fetchedOpenapi: Shape<FetchedOpenapi> = {
  url: 'string',
  content_type: 'string',
  text: 'string',
}
