import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { effectivePolicies, levelOf, type CallPath, type PolicyRecord } from './effective.ts'

function policy(id: string, value: Partial<PolicyRecord> = {}): PolicyRecord {
  return {
    id,
    tenant: 'default',
    name: `policy ${id}`,
    policy_type: 'rate_limit',
    scope: 'api',
    config: {},
    priority: 100,
    enabled: true,
    created_at: '2026-11-01T00:00:00Z',
    bindings: [],
    ...value,
  }
}

const path: CallPath = { contractId: 'api', consumerId: 'consumer' }

describe('the level of a policy', () => {
  it.each([
    ['no binding', [], 'tenant'],
    ['the API', [{ contract_id: 'api' }], 'api'],
    ['the consumer', [{ consumer_id: 'consumer' }], 'consumer'],
    ['another API', [{ contract_id: 'other' }], null],
    ['another consumer', [{ consumer_id: 'other' }], null],
    [
      'both, one of them elsewhere',
      [{ contract_id: 'other' }, { consumer_id: 'consumer' }],
      'consumer',
    ],
    [
      'API and consumer, the consumer first',
      [{ contract_id: 'api' }, { consumer_id: 'consumer' }],
      'consumer',
    ],
    ['one binding that names both', [{ contract_id: 'api', consumer_id: 'consumer' }], 'consumer'],
    [
      'one binding that names both, another API',
      [{ contract_id: 'other', consumer_id: 'consumer' }],
      null,
    ],
    [
      'one binding that names both, another consumer',
      [{ contract_id: 'api', consumer_id: 'other' }],
      null,
    ],
    ['a binding with nothing in it', [{ contract_id: null, consumer_id: null }], null],
  ])('with %s is %s', (_, bindings, level) => {
    expect(levelOf(policy('p', { bindings }), path)).toBe(level)
  })

  it('of a consumer binding is none where no consumer is known', () => {
    const bound = policy('p', { bindings: [{ consumer_id: 'consumer' }] })
    expect(levelOf(bound, { contractId: 'api' })).toBeNull()
    expect(levelOf(bound, { contractId: 'api', consumerId: null })).toBeNull()
  })
})

describe('the merge', () => {
  const tenant = policy('tenant', { config: { requests_per_minute: 100, burst: 10 }, priority: 1 })
  const api = policy('api', {
    config: { requests_per_minute: 50 },
    bindings: [{ contract_id: 'api' }],
  })
  const consumer = policy('consumer', {
    config: { burst: 99 },
    priority: 900,
    bindings: [{ consumer_id: 'consumer' }],
  })

  it('decides each value on its own: consumer before API before tenant, whatever the priority', () => {
    expect(effectivePolicies([tenant, api, consumer], path)).toEqual([
      {
        policy_type: 'rate_limit',
        config: { burst: 99, requests_per_minute: 50 },
        values: [
          {
            name: 'burst',
            value: 99,
            winner: origin(consumer, 'consumer', 99),
            losers: [origin(tenant, 'tenant', 10)],
          },
          {
            name: 'requests_per_minute',
            value: 50,
            winner: origin(api, 'api', 50),
            losers: [origin(tenant, 'tenant', 100)],
          },
        ],
      },
    ])
  })

  it.each([
    ['the lower priority', { priority: 5 }, { priority: 6 }],
    [
      'the older',
      { created_at: '2026-01-01T00:00:00Z' },
      { created_at: '2026-01-01T00:00:00.001Z' },
    ],
    ['the lower id when all else is equal', { id: 'a' }, { id: 'b' }],
  ])('prefers %s within a level', (_, better, worse) => {
    const winner = policy('w', { config: { burst: 1 }, ...better })
    const loser = policy('x', { config: { burst: 2 }, ...worse })
    expect(effectivePolicies([loser, winner], path)[0]?.config).toEqual({ burst: 1 })
  })

  it('leaves disabled policies out, and takes null as not said', () => {
    const disabled = policy('off', { config: { burst: 1 }, priority: 0, enabled: false })
    const silent = policy('silent', { config: { burst: null }, priority: 0 })
    const [merged] = effectivePolicies([disabled, silent, tenant], path)
    expect(merged?.config).toEqual({ burst: 10, requests_per_minute: 100 })
    expect(merged?.values.flatMap((value) => value.losers)).toEqual([])
  })

  it('keeps types apart, unknown ones too', () => {
    const unknown = policy('u', { policy_type: 'quantum', config: { burst: 3 } })
    const types = effectivePolicies([unknown, tenant], path).map((entry) => entry.policy_type)
    expect(types).toEqual(['quantum', 'rate_limit'])
  })

  it('takes hostile names as names', () => {
    const hostile = policy('h', { config: JSON.parse('{"__proto__":{"x":1},"constructor":2}') })
    const [merged] = effectivePolicies([hostile], path)
    expect(merged?.values.map((value) => value.name)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(merged?.config)).toBe(Object.prototype)
  })
})

const anyPolicy = fc.record({
  id: fc.uuid(),
  policy_type: fc.constantFrom('rate_limit', 'cors'),
  config: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer(), { maxKeys: 3 }),
  priority: fc.integer({ min: 0, max: 3 }),
  enabled: fc.boolean(),
  created_at: fc.constantFrom(
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00.5Z',
    '2026-02-01T00:00:00Z',
  ),
  bindings: fc.array(
    fc.constantFrom(
      { contract_id: 'api' },
      { contract_id: 'other' },
      { consumer_id: 'consumer' },
      { consumer_id: 'other' },
    ),
    { maxLength: 2 },
  ),
})
const anyPolicies = fc
  .uniqueArray(anyPolicy, { maxLength: 12, selector: (value) => value.id })
  .map((values) => values.map((value) => policy(value.id, value)))

describe('for any policies', () => {
  it('the order they come in does not matter', () => {
    fc.assert(
      fc.property(anyPolicies, fc.nat(), (policies, turn) => {
        const cut = policies.length === 0 ? 0 : turn % policies.length
        const turned = [...policies.slice(cut), ...policies.slice(0, cut)].toReversed()
        expect(merged(turned)).toEqual(merged(policies))
      }),
    )
  })

  it('every value that an applicable policy defines has one winner, and no winner is beaten by a loser', () => {
    fc.assert(
      fc.property(anyPolicies, (policies) => {
        const applicable = policies.filter((entry) => entry.enabled && levelOf(entry, path))
        const origins = applicable.flatMap((entry) => Object.keys(entry.config))
        const values = effectivePolicies(policies, path).flatMap((entry) => entry.values)
        expect(values.reduce((sum, value) => sum + 1 + value.losers.length, 0)).toBe(origins.length)
        const strength = { consumer: 0, api: 1, tenant: 2 }
        for (const { winner, losers } of values)
          for (const loser of losers) {
            const order = strength[winner.level] - strength[loser.level]
            expect(order < 0 || (order === 0 && winner.priority <= loser.priority)).toBe(true)
          }
      }),
    )
  })

  it('a policy that is bound elsewhere or disabled changes nothing', () => {
    fc.assert(
      fc.property(anyPolicies, anyPolicy, fc.boolean(), (policies, extra, isDisabled) => {
        const bindings = [{ contract_id: 'elsewhere' }]
        const idle = policy(
          extra.id,
          isDisabled ? { ...extra, enabled: false } : { ...extra, bindings },
        )
        expect(effectivePolicies([...policies, idle], path)).toEqual(
          effectivePolicies(policies, path),
        )
      }),
    )
  })
})

/** Values by name, because their order follows the winners and not their names. */
function merged(policies: PolicyRecord[]) {
  return effectivePolicies(policies, path).map((entry) => ({
    ...entry,
    values: entry.values.toSorted((a, b) => a.name.localeCompare(b.name)),
  }))
}

function origin(from: PolicyRecord, level: string, value: unknown) {
  const { id, name, priority } = from
  return { policy_id: id, policy_name: name, level, priority, value }
}
