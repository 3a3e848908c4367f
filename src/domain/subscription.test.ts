import { describe, expect, it } from 'vitest'

import {
  newSubscription,
  newSubscriptionForm,
  subscriptionForm,
  subscriptionSteps,
} from './subscription'

const now = () => Date.parse('2026-11-24T12:00:00Z')
const schema = subscriptionForm({ api: () => 'api', expiry: () => 'expiry' }, now)
const faultsOf = (change: object) =>
  schema
    .safeParse({ ...newSubscriptionForm, api_id: 'an-id', ...change })
    .error?.issues.map((issue) => issue.message) ?? []

describe('a new subscription', () => {
  it('needs an API, and an expiry in the future or none', () => {
    expect(faultsOf({})).toEqual([])
    expect(faultsOf({ api_id: '' })).toEqual(['api'])
    expect(faultsOf({ expires_at: '2026-11-24T13:00:00Z' })).toEqual([])
    expect(faultsOf({ expires_at: '2026-11-24T11:00:00Z' })).toEqual(['expiry'])
    expect(faultsOf({ expires_at: 'never' })).toEqual(['expiry'])
  })

  it("sends the runbook's Day 4 body and nothing that was not chosen", () => {
    const form = { ...newSubscriptionForm, api_id: 'the-api' }
    expect(newSubscription('default', 'the-consumer', form)).toEqual({
      consumer_id: 'the-consumer',
      api_id: 'the-api',
      tenant_id: 'default',
    })
  })

  it('sends the expiry in UTC', () => {
    const form = { api_id: 'a', plan_id: 'p', expires_at: '2026-12-01T10:00:00+02:00' }
    expect(newSubscription('default', 'c', form)).toMatchObject({
      plan_id: 'p',
      expires_at: '2026-12-01T08:00:00.000Z',
    })
  })
})

it('knows what can be done in each status', () => {
  expect(subscriptionSteps('pending')).toEqual(['approve', 'reject'])
  expect(subscriptionSteps('active')).toEqual(['rotate', 'suspend', 'revoke'])
  expect(subscriptionSteps('suspended')).toEqual(['reactivate', 'revoke'])
  for (const ended of ['revoked', 'expired', 'rejected', 'new-word'])
    expect(subscriptionSteps(ended)).toEqual([])
})
