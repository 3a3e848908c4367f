import { describe, expect, it } from 'vitest'

import type { Lookup, LookupKey, Subscription } from '#contract/contract.gen'

import { casesOf, decisionFor, readPasted } from './lookup'

const key = `stoa_sk_${'1a2b'.repeat(8)}`

describe('what was pasted', () => {
  it.each([
    [key, { kind: 'key', key }],
    [`  ${key}\n`, { kind: 'key', key }],
    [`curl -H 'X-API-Key: ${key}' http://x/y`, { kind: 'key', key }],
    [key.slice(0, 12), { kind: 'prefix', prefix: 'stoa_sk_1a2b', isCut: false }],
    ['stoa_sk_', { kind: 'prefix', prefix: 'stoa_sk_', isCut: false }],
    [key.slice(0, 30), { kind: 'prefix', prefix: 'stoa_sk_1a2b', isCut: true }],
    [`${key}0`, { kind: 'malformed' }],
    [key.toUpperCase(), { kind: 'malformed' }],
    ['dev@acme.example', { kind: 'email', email: 'dev@acme.example' }],
    [
      '0193b5a0-0000-7000-8000-000000000001',
      { kind: 'request', requestId: '0193b5a0-0000-7000-8000-000000000001' },
    ],
    ['', { kind: 'unreadable' }],
    ['two words', { kind: 'unreadable' }],
  ])('%j', (text, pasted) => {
    expect(readPasted(text)).toEqual(pasted)
  })
})

const subscription = (part: Partial<Subscription>) =>
  ({ id: 's', consumer_id: 'c', api_id: 'a', status: 'active', ...part }) as Subscription
const found = (part: {
  subscription?: Partial<Subscription>
  consumer?: string
  key?: LookupKey['state']
  api?: string
}) =>
  ({
    key: part.key ? { state: part.key } : null,
    subscriptions: [subscription(part.subscription ?? {})],
    consumers: part.consumer === 'gone' ? [] : [{ id: 'c', status: part.consumer ?? 'active' }],
    apis: [{ id: 'a', status: part.api ?? 'published' }],
    decisions: [
      { resource_id: 'c', action: 'suspend' },
      { resource_id: 's', action: 'revoke' },
    ],
  }) as unknown as Lookup

describe('what stands in the way', () => {
  it.each([
    ['nothing', found({ key: 'current' }), [], ['rotate']],
    ['a replaced key', found({ key: 'over' }), ['key_over'], ['rotate']],
    ['a key in its grace', found({ key: 'grace' }), [], ['rotate']],
    ['a revoked key', found({ key: 'revoked' }), ['key_revoked'], ['rotate']],
    [
      'a suspended consumer',
      found({ consumer: 'suspended' }),
      ['consumer_suspended'],
      ['activate-consumer'],
    ],
    [
      'a blocked consumer',
      found({ consumer: 'blocked' }),
      ['consumer_blocked'],
      ['activate-consumer'],
    ],
    [
      'a suspended subscription',
      found({ subscription: { status: 'suspended' } }),
      ['subscription_suspended'],
      ['reactivate'],
    ],
    [
      'a pending one',
      found({ subscription: { status: 'pending' } }),
      ['subscription_pending'],
      ['approve'],
    ],
    [
      'a revoked one, said once',
      found({ key: 'revoked', subscription: { status: 'revoked' } }),
      ['subscription_revoked'],
      ['subscribe'],
    ],
    [
      'an expired one',
      found({ subscription: { status: 'expired' } }),
      ['subscription_expired'],
      ['subscribe'],
    ],
    ['a retired API', found({ api: 'retired' }), ['api_not_served'], []],
    [
      'a deleted consumer',
      found({ consumer: 'gone', subscription: { status: 'revoked' } }),
      ['consumer_gone', 'subscription_revoked'],
      [],
    ],
    [
      'two things',
      found({ key: 'over', subscription: { status: 'suspended' } }),
      ['key_over', 'subscription_suspended'],
      ['reactivate'],
    ],
  ])('%s', (_, lookup, obstacles, mends) => {
    expect(casesOf(lookup)).toMatchObject([{ obstacles, mends }])
  })

  it('is told with who decided it', () => {
    const revoked = found({ subscription: { status: 'revoked' } })
    const suspended = found({ consumer: 'suspended' })
    const decided = (lookup: Lookup) =>
      casesOf(lookup).map((one) => decisionFor(lookup, one)?.action)
    expect([decided(revoked), decided(suspended), decided(found({}))]).toEqual([
      ['revoke'],
      ['suspend'],
      [undefined],
    ])
  })
})
