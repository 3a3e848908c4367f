/** The tables as Kysely sees them. The truth is the SQL in migrations/; what a module adds there it also adds here. */
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'

/** jsonb: read as a value, written as JSON text (arrays would otherwise become PostgreSQL arrays in `pg`). */
export type Json<T> = ColumnType<T, string, string>
export type JsonObject = Record<string, unknown>

export interface TenantsTable {
  id: string
  name: string
  created_at: Date
}

export interface ContractsTable {
  id: string
  tenant_id: string
  api_name: string
  api_version: string
  display_name: string
  description: string
  endpoint_url: string
  endpoint_method: string
  endpoint_timeout: string
  auth_type: string
  portal_visible: boolean
  categories: Json<string[]>
  metadata: Json<JsonObject>
  status: string
  deprecation_reason: string | null
  sunset_at: Date | null
  deprecated_at: Date | null
  /** The API's own OpenAPI document, as it was sent. */
  openapi: string | null
  version: Generated<number>
  search_text: string
  created_at: Date
  created_by: string
  updated_at: Date
  /** Deleted ones stay for the history of their subscriptions; nothing lists or opens them. */
  deleted_at: Date | null
}

export interface PoliciesTable {
  id: string
  tenant_id: string
  name: string
  policy_type: string
  scope: string
  description: string
  config: Json<JsonObject>
  priority: number
  enabled: boolean
  version: Generated<number>
  search_text: string
  created_at: Date
  updated_at: Date
}

export interface PolicyBindingsTable {
  id: string
  tenant_id: string
  policy_id: string
  contract_id: string | null
  consumer_id: string | null
  created_at: Date
}

export interface ConsumersTable {
  id: string
  tenant_id: string
  external_id: string
  name: string
  email: string
  company: string
  description: string
  consumer_metadata: Json<JsonObject>
  status: string
  status_reason: string | null
  /** Subject of the developer who owns it through the portal. */
  owner_sub: string | null
  version: Generated<number>
  search_text: string
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface PlansTable {
  id: string
  tenant_id: string
  slug: string
  name: string
  description: string
  rate_limit_per_minute: number | null
  burst_limit: number | null
  daily_request_limit: number | null
  monthly_request_limit: number | null
  requires_approval: boolean
  status: string
  version: Generated<number>
  search_text: string
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface SubscriptionsTable {
  id: string
  tenant_id: string
  consumer_id: string
  contract_id: string
  plan_id: string | null
  /** As decided; `expired` is read off expires_at (subscriptions/status.ts). */
  status: string
  status_reason: string | null
  /** First 12 characters of the present key. */
  api_key_prefix: string | null
  /** First 12 characters and end of the key before it. */
  old_key_prefix: string | null
  old_key_expires_at: Date | null
  rotation_count: Generated<number>
  last_rotated_at: Date | null
  expires_at: Date | null
  last_used_at: Date | null
  /** Of a subscription that was in use before this was kept, null for good. */
  first_used_at: Generated<Date | null>
  /** In the words of the developer who asked for it. */
  purpose: Generated<string>
  revoked_at: Date | null
  revoked_by: string | null
  version: Generated<number>
  created_at: Date
  created_by: string
  updated_at: Date
}

/** Who has come to the portal with an account, by the subject of the token. */
export interface PortalAccountsTable {
  sub: string
  first_seen_at: Date
}

/** Keys are known by their SHA-256 only. A replaced or revoked one stays, so that the gateway can say "revoked". */
export interface KeysTable {
  hash: string
  tenant_id: string
  subscription_id: string
  prefix: string
  expires_at: Date | null
  revoked: boolean
  created_at: Date
}

export interface AuditTable {
  seq: Generated<number>
  id: string
  at: Date
  tenant_id: string
  actor: string
  actor_name: string
  action: string
  resource_type: string
  resource_id: string
  resource_name: string
  before: JSONColumnType<JsonObject | null, string | null, never>
  after: JSONColumnType<JsonObject | null, string | null, never>
  request_id: string
  search_text: string
  /** Of the consumer that the change concerns, worked out by the database from the row itself. */
  consumer_id: GeneratedAlways<string | null>
  /** SHA-256 over the row before and this one (core/audit.ts). */
  hash: string
}

export interface IdempotencyTable {
  /** HMAC of principal, route and Idempotency-Key: the key itself is not kept. */
  scope: string
  body_hash: string
  /** JSON as text, so that a replay is the first answer to the letter. */
  answer: string
  /** The issued API key, encrypted with a key derived from the Idempotency-Key and the pepper. */
  sealed: string | null
  sealed_until: Date | null
  expires_at: Date
}

/** Outbox of the gateway publisher: what changed, in the order of commits of one writer. */
export interface GatewayChangesTable {
  seq: Generated<number>
  kind: string
  entity_id: string
}

/** One row: from where versions are counted, and up to where the outbox was pruned. */
export interface GatewayPublicationTable {
  id: number
  base: number
  pruned_through: number
}

/** What the gateway last counted for a key of a subscription, in its last UTC day (`2026-11-24`) and month (`2026-11`). */
export interface KeyUsageTable {
  subscription_id: string
  key_prefix: string
  day: string
  day_count: number
  month: string
  month_count: number
}

export interface TestAlertsTable {
  id: string
  tenant_id: string
  sent_at: Date
  received_at: Date | null
}

export interface OnboardingTable {
  tenant_id: string
  /** By the name of the step (onboarding/steps.ts). */
  steps: Json<JsonObject>
  version: number
}

/** What the issuer has ended: `sid:` a session, `sub:` a person's sessions until then. */
export interface EndedSessionsTable {
  subject: string
  ended_at: Date
}

export interface Tables {
  tenants: TenantsTable
  contracts: ContractsTable
  policies: PoliciesTable
  policy_bindings: PolicyBindingsTable
  consumers: ConsumersTable
  plans: PlansTable
  subscriptions: SubscriptionsTable
  keys: KeysTable
  audit_log: AuditTable
  idempotency: IdempotencyTable
  gateway_changes: GatewayChangesTable
  gateway_publication: GatewayPublicationTable
  key_usage: KeyUsageTable
  test_alerts: TestAlertsTable
  ended_sessions: EndedSessionsTable
  portal_accounts: PortalAccountsTable
  onboarding: OnboardingTable
}
