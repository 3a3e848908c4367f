import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { newPolicy, type Policy, policyPatch } from './policy'
import { configFaults } from './policy-config'
import {
  configOf,
  isReadable,
  jsonFaults,
  jsonOf,
  type PolicyForm,
  policyFieldOf,
  policyForm,
  policyFormOf,
  typedPolicies,
  withJson,
} from './policy-form'
import { newPolicyForm, presetNames, presets } from './policy-presets'

const faults = {
  name: () => 'name',
  type: () => 'type',
  description: () => 'description',
  priority: () => 'priority',
  json: () => 'json',
  config: (_: string, { rule, at }: { rule: string; at: string }) => `${rule} ${at}`,
}
const faultsOf = (form: unknown) => [
  ...new Set(
    policyForm(faults)
      .safeParse(form)
      .error?.issues.map(({ path, message }) => [path.join('.'), message].join(': ')),
  ),
]
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown
const typed = (form: PolicyForm, text: string): PolicyForm => ({ ...form, ...withJson(form, text) })

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
    const form = typed(
      { ...newPolicyForm(''), name: 'n', other_type: 'brand_new' },
      JSON.stringify(config),
    )
    expect(faultsOf(form)).toEqual([])
    expect(newPolicy('default', form)).toMatchObject({ policy_type: 'brand_new', config })
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
  it.each(presetNames)('accepts the preset %s', (name) => {
    expect(faultsOf(presets[name])).toEqual([])
  })

  const limit = presets.rate_limit
  const cors = presets.cors
  const of = (type: string, config: Partial<PolicyForm['config']>) => {
    const form = newPolicyForm(type)
    return { ...form, name: 'n', config: { ...form.config, ...config } }
  }
  const origins = 'config.origins'
  it.each([
    ['name: name', { ...limit, name: ' ' }],
    ['priority: priority', { ...limit, priority: -1 }],
    ['priority: priority', { ...limit, priority: null }],
    ['priority: priority', { ...limit, priority: 10_001 }],
    ['other_type: type', { ...limit, policy_type: '', other_type: 'Bad Type' }],
    ['config.requests_per_minute: type /requests_per_minute', of('rate_limit', {})],
    ...[0, -5, 1.5, 1_000_001, 1e300].map((requests_per_minute): [string, PolicyForm] => [
      `config.requests_per_minute: ${requests_per_minute === 1.5 ? 'type' : 'range'} /requests_per_minute`,
      of('rate_limit', { requests_per_minute }),
    ]),
    ['config.burst: range /burst', of('rate_limit', { requests_per_minute: 1, burst: -5 })],
    [`${origins}: type /origins`, of('cors', { origins: [] })],
    [`${origins}: pattern /origins/0`, of('cors', { origins: ['yourapp.com'] })],
    [`${origins}: pattern /origins/0`, of('cors', { origins: ['https://yourapp.com/path'] })],
    [`${origins}: mixed /origins`, of('cors', { origins: ['*', 'https://a.b'] })],
    [
      'config.credentials: credentials /credentials',
      of('cors', { origins: ['*'], credentials: true }),
    ],
    [
      'config.methods: pattern /methods/0',
      { ...cors, config: { ...cors.config, methods: ['get'] } },
    ],
    [
      'config.headers: pattern /headers/0',
      { ...cors, config: { ...cors.config, headers: ['Not A'] } },
    ],
    ['config.max_age: range /max_age', { ...cors, config: { ...cors.config, max_age: 86_401 } }],
    ['config.allow: rule ', of('ip_filter', { allow: [] })],
    [
      'config.allow: range-text /allow/1',
      of('ip_filter', { allow: ['10.0.0.0/8', '10.0.0.0/33'] }),
    ],
    ['config.deny: range-text /deny/0', of('ip_filter', { deny: ['10.1'] })],
    ['config.deny: range-text /deny/0', of('ip_filter', { deny: ['example.com'] })],
    ['config.max_bytes: range /max_bytes', of('request_size', { max_bytes: -1 })],
    [
      'config.jwks_url: pattern /jwks_url',
      of('jwt_validation', { issuer: 'x', jwks_url: 'file:///etc/passwd' }),
    ],
    [
      'config.jwks_url: link-local /jwks_url',
      of('jwt_validation', { issuer: 'x', jwks_url: 'http://169.254.169.254/keys' }),
    ],
    [
      'config.jwks_url: link-local /jwks_url',
      // The same address in other clothes.
      of('jwt_validation', { issuer: 'x', jwks_url: 'http://2852039166/keys' }),
    ],
    [
      'config.jwks_url: link-local /jwks_url',
      of('jwt_validation', { issuer: 'x', jwks_url: 'http://[fe80::1]/keys' }),
    ],
    ['config.set: pattern /set/X-A', of('response_headers', { set: { 'X-A': 'a\r\nb' } })],
    ['config.set: pattern /set/X A', of('response_headers', { set: { 'X A': 'a' } })],
    ['config.remove: pattern /remove/0', of('response_headers', { remove: ['a\r\nb'] })],
  ])('says %s', (fault, form) => {
    expect(faultsOf(form)).toEqual([fault])
  })

  // No field is a pattern: one that is typed is refused as the text it is, and so is what would keep a pattern of ours busy.
  it.each([
    ['a pattern', '^(a+)+$'],
    ['many parts', `https://${'a.'.repeat(50_000)}!/`],
    ['one long part', `https://${'a'.repeat(100_000)} `],
  ])('refuses a regex bomb at its field: %s', (_, hostile) => {
    const fieldsAtFault = (form: PolicyForm) => faultsOf(form).map((fault) => fault.split(':')[0])
    expect(fieldsAtFault(of('cors', { origins: [hostile] }))).toEqual([origins])
    expect(fieldsAtFault(of('jwt_validation', { issuer: 'x', jwks_url: hostile }))).toEqual([
      'config.jwks_url',
    ])
    expect(fieldsAtFault(of('ip_filter', { deny: [hostile] }))).toEqual(['config.deny'])
    expect(fieldsAtFault(of('response_headers', { remove: [`${hostile} `] }))).toEqual([
      'config.remove',
    ])
  })

  it.each(['10.0.0.0/8', '192.168.1.7', '2001:db8::/32', '::1', '::ffff:10.0.0.1'])(
    'takes the address %s',
    (address) => {
      expect(configFaults('ip_filter', { allow: [address] })).toEqual([])
    },
  )
})

describe('fields and JSON, both ways', () => {
  const limit = presets.rate_limit

  it('writes what the fields say, and reads what was typed into the fields', () => {
    expect(JSON.parse(jsonOf(limit))).toEqual({ requests_per_minute: 100, burst: 10 })
    const after = typed(limit, '{"requests_per_minute":250}')
    expect(after.config).toMatchObject({ requests_per_minute: 250, burst: null })
    expect(jsonOf(after)).toBe('{"requests_per_minute":250}')
    const changed = { ...after, config: { ...after.config, burst: 7 } }
    expect(JSON.parse(jsonOf(changed))).toEqual({ requests_per_minute: 250, burst: 7 })
  })

  it.each(['{"requests_per_minute": 2', '[]', '{"requests_per_minute": "many"}'])(
    'keeps %s, touches no field by it and sends nothing',
    (text) => {
      const after = typed(limit, text)
      expect(jsonOf(after)).toBe(text)
      expect(after.config).toEqual(limit.config)
      expect(isReadable(after)).toBe(false)
      expect(faultsOf(after)).toEqual(['text: json'])
    },
  )

  it('marks a fault at its line', () => {
    const cors = typed(
      presets.cors,
      '{\n  "origins": [\n    "https://a.b",\n    "nonsense"\n  ],\n  "max_age": -1,\n  "speed": 9\n}',
    )
    expect(jsonFaults(cors, [])).toEqual([
      { rule: 'pattern', at: '/origins/1', line: 4 },
      { rule: 'range', at: '/max_age', line: 6 },
      { rule: 'unknown', at: '/speed', line: 7 },
    ])
    expect(jsonFaults(cors, ['speed'])).toHaveLength(2)
  })

  it('any config comes back from its text as it was', () => {
    fc.assert(
      fc.property(policy, (read) => {
        const form = policyFormOf(read)
        const again = typed(form, jsonOf(form))
        expect(configOf(again)).toEqual(configOf(form))
        expect(policyPatch(form, again)).toBeUndefined()
      }),
    )
  })

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...typedPolicies, '', 'constructor', '__proto__'),
        fc.oneof(fc.string(), fc.json()),
        (type, text) => {
          const form = typed({ ...newPolicyForm(type), other_type: 'x' }, text)
          expect(jsonOf(form) === text || isReadable(form)).toBe(true)
          expect(() => faultsOf(form)).not.toThrow()
          expect(() => jsonFaults(form, [])).not.toThrow()
        },
      ),
    )
    const deep = typed(newPolicyForm(''), `{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`)
    expect(isReadable(deep)).toBe(false)
  })

  it('leads each pointer of the server to the field that shows it', () => {
    expect(policyFieldOf('ip_filter', '/config/allow/0', false)).toBe('config.allow')
    expect(policyFieldOf('ip_filter', '/config/allow/0', true)).toBe('text')
    expect(policyFieldOf('ip_filter', '/config', false)).toBe('config.allow')
    expect(policyFieldOf('brand_new', '/config', false)).toBe('text')
    expect(policyFieldOf('', '/policy_type', false)).toBe('other_type')
    expect(policyFieldOf('rate_limit', '/configuration', false)).toBeUndefined()
  })
})
