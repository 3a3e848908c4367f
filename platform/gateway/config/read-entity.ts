/** The checks an entity passes before the gateway takes it: whatever the gateway relies on is there and of the right kind. */
import type { PolicyBinding } from '../../policy/effective.ts'
import type { Entities, Kind, Route } from './entities.ts'

/** An entity or a change that cannot be taken; the message names the kind and the field. */
export class InvalidConfig extends Error {
  override name = 'InvalidConfig'
}

/** An endpoint without a timeout gets the runbook's 15 s. */
const DEFAULT_TIMEOUT_MS = 15_000
const DEFAULT_PRIORITY = 100

/**
 * Reads one entity as it came over the wire; unknown fields are left behind.
 * @throws InvalidConfig when a field that the gateway relies on is missing or of the wrong kind
 */
export function readEntity<K extends Kind>(kind: K, value: unknown): Entities[K] {
  if (!isRecord(value)) throw new InvalidConfig(`${kind}: an object was expected`)
  return READERS[kind](new Fields(kind, value))
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const READERS: { [K in Kind]: (fields: Fields) => Entities[K] } = {
  route: (f) => ({
    id: f.text('id'),
    tenant: f.text('tenant'),
    api: f.text('api'),
    version: f.text('version'),
    url: f.text('url'),
    timeout_ms: f.positive('timeout_ms') ?? DEFAULT_TIMEOUT_MS,
    auth: f.oneOf('auth', ['api_key', 'jwt', 'none']),
    status: f.oneOf('status', ['published', 'deprecated']),
    deprecated: f.deprecation(),
    created_at: f.text('created_at'),
  }),
  key: (f) => ({
    id: f.text('id'),
    prefix: f.text('prefix'),
    subscription_id: f.text('subscription_id'),
    expires_at: f.time('expires_at'),
    revoked: f.value('revoked') === true,
  }),
  subscription: (f) => ({
    id: f.text('id'),
    tenant: f.text('tenant'),
    consumer_id: f.text('consumer_id'),
    contract_id: f.text('contract_id'),
    status: f.oneOf('status', ['active', 'pending', 'suspended', 'revoked', 'expired', 'rejected']),
    plan_id: f.textOrNull('plan_id'),
    expires_at: f.time('expires_at'),
  }),
  consumer: (f) => ({
    id: f.text('id'),
    tenant: f.text('tenant'),
    external_id: f.text('external_id'),
    name: f.textOrNull('name') ?? '',
    status: f.oneOf('status', ['active', 'suspended', 'blocked']),
  }),
  plan: (f) => ({
    id: f.text('id'),
    tenant: f.text('tenant'),
    name: f.text('name'),
    rate_limit_per_minute: f.positive('rate_limit_per_minute'),
    burst_limit: f.positive('burst_limit'),
    daily_request_limit: f.positive('daily_request_limit'),
    monthly_request_limit: f.positive('monthly_request_limit'),
  }),
  policy: (f) => ({
    id: f.text('id'),
    tenant: f.text('tenant'),
    name: f.text('name'),
    policy_type: f.text('policy_type'),
    scope: f.textOrNull('scope') ?? 'api',
    config: f.recordOrNull('config') ?? {},
    priority: f.number('priority') ?? DEFAULT_PRIORITY,
    enabled: f.value('enabled') !== false,
    created_at: f.text('created_at'),
    bindings: f.bindings(),
  }),
}

class Fields {
  private readonly kind: Kind
  private readonly record: Record<string, unknown>

  constructor(kind: Kind, record: Record<string, unknown>) {
    this.kind = kind
    this.record = record
  }

  value(name: string): unknown {
    return this.record[name] ?? null
  }

  text(name: string): string {
    const value = this.value(name)
    if (typeof value !== 'string' || value === '') throw this.wrong(name, 'a text')
    return value
  }

  textOrNull(name: string): string | null {
    return this.value(name) === null ? null : this.text(name)
  }

  /** An unreadable expiry must not become "never expires". */
  time(name: string): string | null {
    const text = this.textOrNull(name)
    if (text !== null && Number.isNaN(Date.parse(text))) throw this.wrong(name, 'a time')
    return text
  }

  number(name: string): number | null {
    const value = this.value(name)
    if (value === null) return null
    if (typeof value !== 'number' || !Number.isFinite(value)) throw this.wrong(name, 'a number')
    return value
  }

  positive(name: string): number | null {
    const value = this.number(name)
    if (value !== null && value <= 0) throw this.wrong(name, 'a number above 0')
    return value
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    const value = this.value(name)
    const found = allowed.find((candidate) => candidate === value)
    if (found === undefined) throw this.wrong(name, `one of ${allowed.join(', ')}`)
    return found
  }

  recordOrNull(name: string): Record<string, unknown> | null {
    const value = this.value(name)
    if (value !== null && !isRecord(value)) throw this.wrong(name, 'an object')
    return value
  }

  deprecation(): Route['deprecated'] {
    const value = this.recordOrNull('deprecated')
    if (!value) return null
    const fields = new Fields(this.kind, value)
    return {
      reason: fields.textOrNull('reason'),
      sunset_at: fields.time('sunset_at'),
      deprecated_at: fields.time('deprecated_at'),
    }
  }

  bindings(): PolicyBinding[] {
    const value = this.value('bindings') ?? []
    if (!Array.isArray(value)) throw this.wrong('bindings', 'a list')
    return value.map((item: unknown) => {
      if (!isRecord(item)) throw this.wrong('bindings', 'a list of objects')
      const fields = new Fields(this.kind, item)
      return {
        contract_id: fields.textOrNull('contract_id'),
        consumer_id: fields.textOrNull('consumer_id'),
      }
    })
  }

  private wrong(name: string, expected: string): InvalidConfig {
    return new InvalidConfig(`${this.kind}: ${name}: ${expected} was expected`)
  }
}
