import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'
import { startTestControlPlane } from '../test/control-plane.ts'
import { consumerBody, contractBody, make, unique } from '../test/seed.ts'

let plane: TestControlPlane
let call: TestControlPlane['call']

beforeAll(async () => {
  plane = await startTestControlPlane()
  call = await plane.as({ roles: ['tenant-admin'], tenant: 'default' })
})
afterAll(() => plane.stop())

const PATH = '/v1/plans/default'

describe('a plan', () => {
  it('has limits that may be absent, and takes them away with null', async () => {
    const body = {
      slug: unique('gold'),
      name: 'Gold',
      rate_limit_per_minute: 60,
      daily_request_limit: 1000,
    }
    const reply = await call(PATH, { body })
    expect(reply.status).toBe(201)
    expect(reply.body).toMatchObject({
      ...body,
      description: '',
      burst_limit: null,
      monthly_request_limit: null,
      requires_approval: false,
      status: 'active',
      subscription_count: 0,
    })
    const path = `${PATH}/${reply.body.id}`
    const changed = await call(path, {
      method: 'PATCH',
      body: { daily_request_limit: null, burst_limit: 5, name: 'Golden' },
    })
    expect(changed.body).toMatchObject({
      name: 'Golden',
      rate_limit_per_minute: 60,
      burst_limit: 5,
      daily_request_limit: null,
      etag: '"2"',
    })
    expect((await call(`${PATH}?search=golden`)).body.items).toEqual([changed.body])
  })

  it.each([
    ['slug', 'Not A Slug'],
    ['slug', '-x'],
    ['rate_limit_per_minute', 0],
    ['burst_limit', 1.5],
    ['monthly_request_limit', 1_000_000_001],
    ['requires_approval', 'yes'],
  ])('may not have %s %j', async (field, value) => {
    const reply = await call(PATH, { body: { slug: unique('p'), name: 'P', [field]: value } })
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([422, `/${field}`])
  })

  it('has a slug of its own', async () => {
    const body = { slug: unique('same'), name: 'Same' }
    await make(call, PATH, body)
    const twice = await call(PATH, { body })
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([409, '/slug'])
  })

  it('is not deleted while a live subscription uses it', async () => {
    const plan = await make(call, PATH, { slug: unique('used'), name: 'Used' })
    const consumer = await make(call, '/v1/consumers/default', consumerBody())
    const contract = await make(call, '/v1/contracts', contractBody('default'))
    const subscription = await make(call, '/v1/subscriptions', {
      consumer_id: consumer.id,
      api_id: contract.id,
      tenant_id: 'default',
      plan_id: plan.id,
    })
    const path = `${PATH}/${plan.id}`
    expect((await call(path)).body.subscription_count).toBe(1)
    expect((await call(path, { method: 'DELETE' })).status).toBe(409)
    await call(`/v1/subscriptions/${subscription.id}/revoke`, { method: 'POST' })
    expect((await call(path, { method: 'DELETE' })).status).toBe(204)
    expect((await call(path)).status).toBe(404)
    expect((await call(`/v1/subscriptions/${subscription.id}`)).body.plan_name).toBe('Used')
  })
})
