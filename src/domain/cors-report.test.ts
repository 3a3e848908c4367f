import { array, assert, boolean, constantFrom, property, record, subarray } from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { EffectivePolicies, PolicyOrigin } from '#contract/contract.gen'

import { withCorsAddition } from './cors-draft'
import { corsChanges, corsReport } from './cors-report'
import type { CorsAsk } from './cors-check'
import { configOf, noFields } from './policy-form'
import { newPolicyForm } from './policy-presets'

const ask: CorsAsk = { origin: 'https://shop.example', method: 'PUT', headers: ['X-API-Key'] }
const origin = (name: string): PolicyOrigin => ({
  policy_id: name,
  policy_name: name,
  level: 'api',
  priority: 100,
  value: null,
})
const effective = (config: Record<string, unknown>, owners: Record<string, string> = {}) =>
  ({
    contract_id: 'api',
    consumer_id: null,
    plan: null,
    types: [
      {
        policy_type: 'cors',
        config,
        values: Object.entries(config).map(([name, value]) => ({
          name,
          value,
          winner: origin(owners[name] ?? 'mine'),
          losers: [],
        })),
      },
    ],
  }) satisfies EffectivePolicies
const none: EffectivePolicies = { contract_id: 'api', consumer_id: null, plan: null, types: [] }
const answer = (headers: Record<string, string>, status = 204, body = '') => ({
  status,
  headers: Object.entries(headers),
  body,
})
const refusal = (reason: string) =>
  answer(
    { 'content-type': 'application/problem+json' },
    403,
    JSON.stringify({ type: `urn:stoa:problem:${reason}`, reason }),
  )
const states = (report: ReturnType<typeof corsReport>) => report.rows.map(({ state }) => state)

describe('a report', () => {
  it('takes an answer header by header', () => {
    const allowed = answer({
      'Access-Control-Allow-Origin': 'https://shop.example',
      'Access-Control-Allow-Methods': 'PUT',
      'Access-Control-Allow-Headers': 'x-api-key',
    })
    const report = corsReport(ask, allowed, effective({ origins: ['*'] }))
    expect(report.verdict).toBe('allowed')
    expect(states(report)).toEqual(['ok', 'unasked', 'ok', 'ok'])
    expect(report.rows[0]).toMatchObject({ answered: 'https://shop.example' })
    expect(report.rows.map(({ decidedBy }) => decidedBy?.policy_name)).toEqual(
      Array.from({ length: 4 }, () => 'mine'),
    )
  })

  it.each([
    ['cors_origin_refused', ['refused', 'unasked', 'untold', 'untold']],
    ['cors_method_refused', ['ok', 'unasked', 'refused', 'untold']],
    ['cors_headers_refused', ['ok', 'unasked', 'ok', 'refused']],
  ])('says of %s what was reached, and no more', (reason, expected) => {
    expect(states(corsReport(ask, refusal(reason)))).toEqual(expected)
  })

  it('asks nothing of methods and headers that need no leave, and more with cookies', () => {
    const simple = { ...ask, method: 'GET', headers: [], credentials: true }
    const star = answer({ 'Access-Control-Allow-Origin': '*' })
    const report = corsReport(simple, star)
    expect(report).toMatchObject({ verdict: 'credentials', isPreflighted: false })
    expect(states(report)).toEqual(['ok', 'refused', 'unasked', 'unasked'])
  })

  it('cannot tell without an answer of the gateway', () => {
    const down = answer(
      { 'content-type': 'application/problem+json' },
      502,
      JSON.stringify({ type: 'urn:stoa:problem:bad-gateway' }),
    )
    for (const one of [undefined, down])
      expect(corsReport(ask, one)).toMatchObject({ verdict: 'unknown', rows: [] })
  })
})

describe('the change that would allow it', () => {
  it('is a new policy where there is none', () => {
    expect(corsChanges(ask, none)).toEqual([
      {
        add: {
          origins: ['https://shop.example'],
          methods: ['PUT'],
          headers: ['x-api-key'],
          credentials: false,
        },
      },
    ])
  })

  it('goes to the policy that decided, one change each', () => {
    const held = effective(
      { origins: ['https://other.example'], methods: ['GET'], headers: ['X-Api-Key'] },
      { methods: 'theirs' },
    )
    expect(corsChanges(ask, held)).toEqual([
      expect.objectContaining({
        policy: origin('mine'),
        add: { origins: ['https://shop.example'], methods: [], headers: [], credentials: false },
      }),
      expect.objectContaining({
        policy: origin('theirs'),
        add: { origins: [], methods: ['PUT'], headers: [], credentials: false },
      }),
    ])
  })

  it('names the origin where a star stands and cookies are asked for', () => {
    const [change] = corsChanges({ ...ask, credentials: true }, effective({ origins: ['*'] }))
    expect(change?.add).toMatchObject({ origins: ['https://shop.example'], credentials: true })
  })

  it('is enough, whatever the policy said before: after it nothing is missing', () => {
    const names = ['X-API-Key', 'X-Trace', 'authorization', 'Accept']
    const methods = ['GET', 'POST', 'PUT', 'DELETE']
    const origins = ['https://shop.example', 'https://other.example']
    assert(
      property(
        record({
          origin: constantFrom(...origins),
          method: constantFrom(...methods),
          headers: array(constantFrom(...names), { maxLength: 3 }),
          credentials: boolean(),
        }),
        record({
          origins: subarray([...origins, '*'], { minLength: 1 }),
          methods: subarray(methods),
          headers: subarray(names),
          credentials: boolean(),
        }),
        (asked, config) => {
          const form = { ...newPolicyForm('cors'), config: { ...noFields, ...config } }
          const [change] = corsChanges(asked, effective(configOf(form)))
          const changed = change ? withCorsAddition(form, change.add) : form
          expect(corsChanges(asked, effective(configOf(changed)))).toEqual([])
          const kept = form.config.methods.every((method) =>
            changed.config.methods.includes(method),
          )
          expect(kept).toBe(true)
        },
      ),
    )
  })
})

it('a policy that listed no methods keeps those that were allowed without a list', () => {
  const form = { ...newPolicyForm('cors'), config: { ...noFields, origins: ['*'] } }
  const add = { origins: [], methods: ['PUT'], headers: [], credentials: false }
  expect(withCorsAddition(form, add).config.methods).toEqual(['GET', 'HEAD', 'POST', 'PUT'])
})
