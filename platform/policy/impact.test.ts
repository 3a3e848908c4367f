import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { effectivePolicies, type PolicyRecord } from './effective.ts'
import { impactOf, type PolicyChange } from './impact.ts'

function policy(id: string, value: Partial<PolicyRecord> = {}): PolicyRecord {
  return {
    id,
    tenant: 'default',
    name: `policy ${id}`,
    policy_type: 'rate_limit',
    scope: 'api',
    config: { requests_per_minute: 100 },
    priority: 100,
    enabled: true,
    created_at: '2026-11-01T00:00:00Z',
    bindings: [],
    ...value,
  }
}

const apis = ['orders', 'stock', 'users']
const paths = [
  ...apis.map((contractId) => ({ contractId, consumerId: null })),
  { contractId: 'orders', consumerId: 'acme' },
]

const look = (policies: PolicyRecord[], id: string, change: PolicyChange) => {
  const found = policies.find((entry) => entry.id === id)
  if (!found) throw new Error('no such policy')
  return impactOf(policies, found, paths, change)
}

describe('the impact of deleting', () => {
  const tenant = policy('tenant')
  const orders = policy('orders', {
    config: { requests_per_minute: 5 },
    bindings: [{ contract_id: 'orders' }],
  })

  it('the only rule leaves every API without one', () => {
    const impact = look([tenant], 'tenant', { change: 'delete' })
    expect(impact).toMatchObject({ apisCovered: 3, apisWon: 3, overruledBy: [], takenOverBy: [] })
    expect(impact.changed.every(({ after }) => after === null)).toBe(true)
  })

  it('a narrow rule lets the wide one take over, and changes nothing elsewhere', () => {
    const impact = look([tenant, orders], 'orders', { change: 'delete' })
    expect(impact.changed.map(({ path }) => path.contractId)).toEqual(['orders', 'orders'])
    expect(impact.takenOverBy).toEqual([
      { policy_id: 'tenant', policy_name: 'policy tenant', apis: 1 },
    ])
  })

  it('says who overrules the wide one, and where it still wins', () => {
    const impact = look([tenant, orders], 'tenant', { change: 'delete' })
    expect(impact).toMatchObject({ apisCovered: 3, apisWon: 2 })
    expect(impact.overruledBy).toEqual([
      { policy_id: 'orders', policy_name: 'policy orders', apis: 1 },
    ])
  })

  it('of a policy that never wins changes nothing', () => {
    const shadow = policy('shadow', { priority: 900 })
    const impact = look([tenant, shadow], 'shadow', { change: 'delete' })
    expect(impact).toMatchObject({ apisCovered: 3, apisWon: 0, changed: [] })
  })
})

describe('the impact of binding', () => {
  it('the last binding taken away covers everything', () => {
    const bound = policy('p', { bindings: [{ contract_id: 'orders', consumer_id: null }] })
    const impact = look([bound], 'p', { change: 'unbind', binding: { contract_id: 'orders' } })
    expect(impact.changed.map(({ before, path }) => [path.contractId, before])).toEqual([
      ['stock', null],
      ['users', null],
    ])
  })

  it('the first binding takes the rule from everything else', () => {
    const impact = look([policy('p')], 'p', {
      change: 'bind',
      binding: { contract_id: 'stock' },
    })
    expect(impact.changed.map(({ path, after }) => [path.contractId, after])).toEqual([
      ['orders', null],
      ['users', null],
      ['orders', null],
    ])
  })
})

describe('the impact of switching', () => {
  it('on a disabled policy says what it would do, and that nothing is lost by switching it off', () => {
    const off = policy('off', { enabled: false })
    expect(look([off], 'off', { change: 'disable' })).toMatchObject({ apisWon: 3, changed: [] })
    expect(look([off], 'off', { change: 'enable' }).changed).toHaveLength(4)
  })
})

const anyPolicy = fc.record({
  id: fc.uuid(),
  config: fc.dictionary(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 3 }), { maxKeys: 2 }),
  priority: fc.integer({ min: 0, max: 2 }),
  enabled: fc.boolean(),
  bindings: fc.array(
    fc.constantFrom(
      ...apis.map((contract_id) => ({ contract_id })),
      { consumer_id: 'acme' },
      { consumer_id: 'other' },
    ),
    { maxLength: 2 },
  ),
})

describe('for any policies', () => {
  it('the changed paths are exactly those where the merge differs', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyPolicy, { minLength: 1, maxLength: 6, selector: ({ id }) => id }),
        fc.constantFrom('delete', 'enable', 'disable'),
        (values, change) => {
          const policies = values.map((value) => policy(value.id, value))
          const [first, ...rest] = policies
          if (!first) return
          const after =
            change === 'delete' ? rest : [{ ...first, enabled: change === 'enable' }, ...rest]
          const config = (set: PolicyRecord[], path: (typeof paths)[number]) =>
            JSON.stringify(effectivePolicies(set, path)[0]?.config ?? {}, ['a', 'b'])
          const hasRule = (set: PolicyRecord[], path: (typeof paths)[number]) =>
            effectivePolicies(set, path).length > 0
          const differing = paths.filter(
            (path) =>
              config(policies, path) !== config(after, path) ||
              hasRule(policies, path) !== hasRule(after, path),
          )
          const { changed } = impactOf(policies, first, paths, { change })
          expect(changed.map(({ path }) => path)).toEqual(differing)
        },
      ),
    )
  })
})
