/** What the control plane pushes to the gateway: the kinds of entities. */
import type { PolicyRecord } from '../../policy/effective.ts'

export interface Route {
  /** The contract's id. */
  id: string
  tenant: string
  api: string
  version: string
  url: string
  timeout_ms: number
  auth: 'api_key' | 'jwt' | 'none'
  status: 'published' | 'deprecated'
  deprecated: {
    reason: string | null
    sunset_at: string | null
    deprecated_at: string | null
  } | null
  created_at: string
}

export interface ApiKey {
  /** SHA-256 of the key, hex. The key itself is never here. */
  id: string
  prefix: string
  subscription_id: string
  expires_at: string | null
  revoked: boolean
}

export interface Subscription {
  id: string
  tenant: string
  consumer_id: string
  contract_id: string
  status: 'pending' | 'active' | 'suspended' | 'revoked' | 'expired' | 'rejected'
  plan_id: string | null
  expires_at: string | null
}

export interface Consumer {
  id: string
  tenant: string
  external_id: string
  name: string
  status: 'active' | 'suspended' | 'blocked'
}

export interface Plan {
  id: string
  tenant: string
  name: string
  rate_limit_per_minute: number | null
  burst_limit: number | null
  daily_request_limit: number | null
  monthly_request_limit: number | null
}

export interface Entities {
  route: Route
  key: ApiKey
  subscription: Subscription
  consumer: Consumer
  plan: Plan
  policy: PolicyRecord
}

export type Kind = keyof Entities

export const KINDS = ['route', 'key', 'subscription', 'consumer', 'plan', 'policy'] as const

export function isKind(value: unknown): value is Kind {
  return KINDS.some((kind) => kind === value)
}
