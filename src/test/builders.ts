/** Valid resources of the contract, to be changed where a test cares. A change of the contract is a compile error here. */
import type {
  AuditEntry,
  Consumer,
  Contract,
  IssuedSubscription,
  Me,
  EffectivePolicies,
  Plan,
  Policy,
  PolicyBinding,
  PolicyEnforcement,
  PolicyImpact,
  RotatedKey,
  Silence,
  Subscription,
} from '#contract/contract.gen'

let made = 0

/** UUIDs of version 7 that differ and sort in the order in which they were made. */
export function anId(): string {
  made += 1
  return `0193b5a0-0000-7000-8000-${made.toString(16).padStart(12, '0')}`
}

const created_at = '2026-11-20T08:00:00Z'
const updated_at = '2026-11-23T16:30:00Z'
const etag = '"1"'

/** A tenant-admin of the tenant `default` who may do everything there. */
export const aMe = (part: Partial<Me> = {}): Me => ({
  sub: '5b0f8d8e-7c1f-4b8e-9a55-0d8ff1f0a001',
  email: 'ada@example.com',
  name: 'Ada Admin',
  tenant_id: 'default',
  roles: ['tenant-admin'],
  permissions: [
    'contracts:read',
    'contracts:write',
    'policies:read',
    'policies:write',
    'consumers:read',
    'consumers:write',
    'subscriptions:read',
    'subscriptions:write',
    'plans:read',
    'plans:write',
    'audit:read',
    'metrics:read',
    'logs:read',
    'readiness:read',
    'alerts:test',
    'alerts:silence',
    'onboarding:read',
    'onboarding:write',
  ],
  tenants: [{ id: 'default', name: 'Default' }],
  ...part,
})

/** Reads everything, writes nothing. */
export const aViewer = (part: Partial<Me> = {}): Me =>
  aMe({
    email: 'vera@example.com',
    name: 'Vera Viewer',
    roles: ['viewer'],
    permissions: aMe().permissions.filter((permission) => permission.endsWith(':read')),
    ...part,
  })

export const aContract = (part: Partial<Contract> = {}): Contract => ({
  id: anId(),
  apiName: 'orders',
  apiVersion: '1.0.0',
  tenant: 'default',
  displayName: 'Orders',
  description: 'Takes and shows orders',
  endpoint: { url: 'http://orders.internal:8090', method: 'REST', timeout: '15s' },
  auth: { type: 'api_key' },
  portal: { visible: true, categories: ['sales'] },
  metadata: {},
  status: 'published',
  bindings: [{ protocol: 'REST', path: '/orders/v1' }],
  subscription_count: 0,
  has_openapi: false,
  deprecation: null,
  etag,
  created_at,
  updated_at,
  ...part,
})

export const aPolicy = (part: Partial<Policy> = {}): Policy => ({
  id: anId(),
  name: 'standard-limit',
  policy_type: 'rate_limit',
  tenant_id: 'default',
  scope: 'api',
  description: '',
  config: { requests_per_minute: 100, burst: 10 },
  priority: 100,
  enabled: true,
  binding_count: 0,
  etag,
  created_at,
  updated_at,
  ...part,
})

/** A policy that is in force on all of the tenant's three APIs, and alone there. */
export const anImpact = (part: Partial<PolicyImpact> = {}): PolicyImpact => ({
  policy_id: anId(),
  change: 'delete',
  apis_total: 3,
  apis_covered: 3,
  consumers_covered: 0,
  apis_won: 3,
  overruled_by: [],
  changed: 0,
  unprotected: 0,
  newly_covered: 0,
  taken_over_by: [],
  items: [],
  ...part,
})

export const anEnforcement = (part: Partial<PolicyEnforcement> = {}): PolicyEnforcement => ({
  policy_id: anId(),
  state: 'held',
  is_enforced_type: true,
  asked_at: '2026-11-24T08:00:00Z',
  held_since: '2026-11-23T16:30:00Z',
  config_version: 12,
  detail: null,
  ...part,
})

/** No policy applies, unless told. */
export const anEffective = (part: Partial<EffectivePolicies> = {}): EffectivePolicies => ({
  contract_id: anId(),
  consumer_id: null,
  types: [],
  plan: null,
  ...part,
})

export const aBinding = (part: Partial<PolicyBinding> = {}): PolicyBinding => ({
  id: anId(),
  policy_id: anId(),
  contract_id: anId(),
  consumer_id: null,
  target_name: 'orders 1.0.0',
  created_at,
  ...part,
})

export const aConsumer = (part: Partial<Consumer> = {}): Consumer => ({
  id: anId(),
  tenant_id: 'default',
  external_id: 'acme-shop',
  name: 'Acme Shop',
  email: 'dev@acme.example',
  company: 'Acme',
  description: '',
  consumer_metadata: {},
  status: 'active',
  status_reason: null,
  subscription_count: 0,
  etag,
  created_at,
  updated_at,
  ...part,
})

export const aSubscription = (part: Partial<Subscription> = {}): Subscription => ({
  id: anId(),
  tenant_id: 'default',
  consumer_id: anId(),
  consumer_name: 'Acme Shop',
  consumer_external_id: 'acme-shop',
  consumer_email: 'dev@acme.example',
  api_id: anId(),
  api_name: 'orders',
  api_version: '1.0.0',
  plan_id: null,
  plan_name: null,
  plan_limits: null,
  usage: { today: 0, this_month: 0 },
  status: 'active',
  status_reason: null,
  api_key_prefix: 'stoa_sk_1a2b',
  old_key_prefix: null,
  old_key_expires_at: null,
  rotation_count: 0,
  last_rotated_at: null,
  expires_at: null,
  last_used_at: null,
  revoked_at: null,
  revoked_by: null,
  etag,
  created_at,
  created_by: 'ada@example.com',
  updated_at,
  ...part,
})

export const aPlan = (part: Partial<Plan> = {}): Plan => ({
  id: anId(),
  tenant_id: 'default',
  slug: 'starter',
  name: 'Starter',
  description: '',
  rate_limit_per_minute: 60,
  burst_limit: null,
  daily_request_limit: 1000,
  monthly_request_limit: null,
  requires_approval: false,
  status: 'active',
  subscription_count: 0,
  etag,
  created_at,
  updated_at,
  ...part,
})

/** A key as the contract writes them; of no install. */
export const aKey = 'stoa_sk_1a2b3c4d5e6f708192a3b4c5d6e7f809'

export const anIssuedSubscription = (
  part: Partial<IssuedSubscription> = {},
): IssuedSubscription => ({
  ...aSubscription(),
  api_key: aKey,
  ...part,
})

export const aRotatedKey = (part: Partial<RotatedKey> = {}): RotatedKey => ({
  subscription_id: anId(),
  new_api_key: aKey,
  api_key_prefix: 'stoa_sk_1a2b',
  old_key_expires_at: '2026-11-25T08:00:00Z',
  rotation_count: 1,
  ...part,
})

/** One page of a list; the total is that of all pages. */
export const aPage = <Item>(
  items: Item[],
  part: { total?: number; page?: number; page_size?: number } = {},
) => ({
  items,
  total: part.total ?? items.length,
  page: part.page ?? 1,
  page_size: part.page_size ?? 20,
})

/** An update of a contract's display name. */
export const anAuditEntry = (part: Partial<AuditEntry> = {}): AuditEntry => ({
  id: anId(),
  at: updated_at,
  tenant_id: 'default',
  actor: '5b0f8d8e-7c1f-4b8e-9a55-0d8ff1f0a001',
  actor_name: 'ada@example.com',
  action: 'update',
  resource_type: 'contract',
  resource_id: anId(),
  resource_name: 'orders 1.0.0',
  ...auditStates({ displayName: 'Old' }, { displayName: 'Orders' }),
  request_id: 'req-0123456789',
  ...part,
})

/** What was before and after a change. "object" without properties is generated as an object that has none. */
export const auditStates = (before: object | null, after: object | null) =>
  ({ before, after }) as Pick<AuditEntry, 'before' | 'after'>

export const aSilence = (part: Partial<Silence> = {}): Silence => ({
  id: anId(),
  state: 'active',
  matchers: [
    { name: 'alertname', value: 'StoaGatewayDown', is_regex: false, is_equal: true },
    { name: 'job', value: 'stoa-gateway', is_regex: false, is_equal: true },
  ],
  starts_at: updated_at,
  ends_at: '2026-11-24T16:30:00Z',
  created_by: 'ada@example.com',
  comment: 'The gateway moves to another host',
  can_expire: true,
  ...part,
})
