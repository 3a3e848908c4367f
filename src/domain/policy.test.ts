import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  configOf,
  newPolicy,
  policyFieldOf,
  policyForm,
  policyFormOf,
  policyPatch,
  type Policy,
} from './policy'
import { configFault } from './policy-config'
import { knownPolicies, newPolicyForm, presets } from './policy-presets'

const faults = {
  name: () => 'name',
  type: () => 'type',
  description: () => 'description',
  priority: () => 'priority',
  perMinute: () => 'perMinute',
  burst: () => 'burst',
  origins: () => 'origins',
  methods: () => 'methods',
  headers: () => 'headers',
  maxAge: () => 'maxAge',
  json: (fault: { rule: string; at: string }) => `${fault.rule} ${fault.at}`,
}
const faultsOf = (type: string, form: unknown) => [
  ...new Set(
    policyForm(type, faults)
      .safeParse(form)
      .error?.issues.map((issue) => issue.message),
  ),
]
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown

const json = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()))
const policy: fc.Arbitrary<Policy> = fc.record({
  id: fc.uuid(),
  name: fc.string(),
  policy_type: fc.constantFrom('rate_limit', 'cors', 'ip_filter', 'brand_new'),
  tenant_id: fc.constant('default'),
  scope: fc.constantFrom('api', 'tenant', 'gateway', 'a-new-scope'),
  description: fc.string(),
  config: fc.record(
    {
      requests_per_minute: fc.integer({ min: 1, max: 1000 }),
      burst: fc.integer({ min: 1, max: 1000 }),
      origins: fc.uniqueArray(fc.webUrl(), { minLength: 1 }),
      max_age: fc.nat(1000),
      from_a_newer_server: json,
    },
    { requiredKeys: ['from_a_newer_server'] },
  ) as fc.Arbitrary<Record<string, unknown>>,
  priority: fc.nat(10_000),
  enabled: fc.boolean(),
  binding_count: fc.nat(),
  etag: fc.string(),
  created_at: fc.constant('2026-01-01T00:00:00Z'),
  updated_at: fc.constant('2026-01-01T00:00:00Z'),
})

describe('a policy in its form', () => {
  it('writes nothing when it is saved unchanged, whatever its type and config', () => {
    fc.assert(
      fc.property(policy, (read) => {
        expect(policyPatch(policyFormOf(read), policyFormOf(read))).toBeUndefined()
      }),
    )
  })

  it('writes only the changed member and never touches one that the form does not know', () => {
    fc.assert(
      fc.property(policy, fc.integer({ min: 1001, max: 2000 }), (read, limit) => {
        const before = policyFormOf({ ...read, policy_type: 'rate_limit' })
        const after = { ...before, config: { ...before.config, requests_per_minute: limit } }
        expect(plain(policyPatch(before, after))).toEqual({
          config: { requests_per_minute: limit },
        })
      }),
    )
  })

  it('writes null for a value that was emptied, so that the merge removes it', () => {
    const before = presets.rate_limit
    const after = { ...before, config: { ...before.config, burst: null } }
    expect(plain(policyPatch(before, after))).toEqual({ config: { burst: null } })
  })

  it('keeps an unknown type to the letter', () => {
    const config = { rules: [{ when: 'x', limit: 1 }], note: '🙂' }
    const opened = newPolicyForm('')
    const form = {
      ...opened,
      name: 'n',
      other_type: 'brand_new',
      json: { ...opened.json, other: JSON.stringify(config) },
    }
    expect(faultsOf('', form)).toEqual([])
    expect(newPolicy('default', form)).toMatchObject({ policy_type: 'brand_new', config })
    expect(configOf(form)).toEqual(config)
  })

  it("sends the runbook's Day 3 bodies", () => {
    expect(newPolicy('default', presets.rate_limit)).toEqual({
      name: 'standard-rate-limit',
      policy_type: 'rate_limit',
      tenant_id: 'default',
      scope: 'api',
      config: { requests_per_minute: 100, burst: 10 },
      priority: 100,
      enabled: true,
    })
    expect(newPolicy('default', presets.cors).config).toEqual({
      origins: ['https://yourapp.com', 'http://localhost:3000'],
      methods: ['GET', 'POST', 'PUT', 'DELETE'],
      headers: ['Content-Type', 'Authorization', 'X-API-Key'],
      max_age: 3600,
    })
  })
})

describe('what may be typed', () => {
  it.each(['rate_limit', 'cors'] as const)("accepts the runbook's %s", (type) => {
    expect(faultsOf(type, presets[type])).toEqual([])
  })

  const limit = presets.rate_limit
  const cors = presets.cors
  it.each([
    ['name', limit, { name: ' ' }],
    ['priority', limit, { priority: -1 }],
    ['priority', limit, { priority: null }],
    ['priority', limit, { priority: 10_001 }],
    ['perMinute', limit, { config: { ...limit.config, requests_per_minute: null } }],
    ['perMinute', limit, { config: { ...limit.config, requests_per_minute: 0 } }],
    ['perMinute', limit, { config: { ...limit.config, requests_per_minute: 1.5 } }],
    ['perMinute', limit, { config: { ...limit.config, requests_per_minute: 1_000_001 } }],
    ['burst', limit, { config: { ...limit.config, burst: -5 } }],
    ['origins', cors, { config: { ...cors.config, origins: [] } }],
    ['origins', cors, { config: { ...cors.config, origins: ['yourapp.com'] } }],
    ['origins', cors, { config: { ...cors.config, origins: ['https://yourapp.com/path'] } }],
    ['origins', cors, { config: { ...cors.config, origins: ['*', '*'] } }],
    ['methods', cors, { config: { ...cors.config, methods: ['get'] } }],
    ['headers', cors, { config: { ...cors.config, headers: ['Not A Header'] } }],
    ['maxAge', cors, { config: { ...cors.config, max_age: 86_401 } }],
  ])('refuses a bad %s', (field, form, change) => {
    expect(faultsOf(form.policy_type, { ...form, ...change })).toEqual([field])
  })
})

describe('configs written as JSON', () => {
  it('starts every type from a text that only wants its addresses', () => {
    const { json } = newPolicyForm('')
    for (const type of ['ip_filter', 'request_size', 'response_headers', 'other'] as const)
      expect(configFault(type, json[type])).toBeUndefined()
    expect(configFault('jwt_validation', json.jwt_validation)).toBeDefined()
  })

  it.each([
    ['ip_filter', '{"allow": ["10.0.0.0/8"],\n "deny": [}', 'syntax', '2:11'],
    ['ip_filter', '[]', 'object', ''],
    ['ip_filter', '{}', 'rule', ''],
    ['ip_filter', '{"allowed": []}', 'unknown', '/allowed'],
    ['ip_filter', '{"allow": ["a", "a"]}', 'rule', '/allow'],
    ['ip_filter', '{"allow": [7]}', 'type', '/allow/0'],
    ['request_size', '{}', 'type', '/max_bytes'],
    ['request_size', '{"max_bytes": 0}', 'range', '/max_bytes'],
    ['request_size', '{"max_bytes": "1"}', 'type', '/max_bytes'],
    ['jwt_validation', '{"issuer": "x", "jwks_url": "ftp://x"}', 'pattern', '/jwks_url'],
    ['response_headers', '{"remove": ["Bad Header"]}', 'pattern', '/remove/0'],
    ['response_headers', '{"set": {"X-A": "a\\r\\nB: c"}}', 'pattern', '/set/X-A'],
    ['brand_new', 'null', 'object', ''],
    ['brand_new', '7', 'object', ''],
  ])('refuses %s %s', (type, text, rule, at) => {
    expect(configFault(type, text)).toEqual({ rule, at })
  })

  it('leads each pointer of the server to the field that shows it', () => {
    expect(policyFieldOf('ip_filter', '/config/allow/0')).toBe('json.ip_filter')
    expect(policyFieldOf('brand_new', '/config')).toBe('json.other')
    expect(policyFieldOf('', '/policy_type')).toBe('other_type')
    expect(policyFieldOf('rate_limit', '/config/burst')).toBeUndefined()
    expect(policyFieldOf('ip_filter', '/configuration')).toBeUndefined()
  })

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...knownPolicies, 'constructor', '__proto__'),
        fc.oneof(fc.string(), fc.json()),
        (type, text) => {
          const fault = configFault(type, text)
          const isObject = fault === undefined && typeof JSON.parse(text) === 'object'
          expect(isObject || fault !== undefined).toBe(true)
        },
      ),
    )
  })
})
