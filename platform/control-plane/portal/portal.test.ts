import { afterAll, beforeAll, expect, test } from 'vitest'

import { make, seedTenant, unique } from '../test/seed.ts'
import type { TestPortal } from './test-portal.ts'
import { startTestPortal, subscribe } from './test-portal.ts'

let portal: TestPortal

beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

test('anyone reads the catalog: published and visible APIs, no address of a backend', async () => {
  const name = unique('weather')
  const api = await portal.publish('default', {
    apiName: name,
    displayName: 'Weather',
    portal: { visible: true, categories: ['maps'] },
  })
  await portal.publish('default', { apiName: `${name}-hidden`, portal: { visible: false } })
  await portal.publish('default', { apiName: `${name}-draft`, status: 'draft' })
  const { body, status } = await portal.controlPlane.call(`/v1/portal/apis?search=${name}`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    total: 1,
    items: [
      {
        id: api.id,
        apiName: name,
        path: `/${name}/v1`,
        categories: ['maps'],
        status: 'published',
        has_openapi: false,
      },
    ],
  })
  expect(JSON.stringify(body)).not.toContain('my-backend')
  expect((await portal.controlPlane.call('/v1/portal/apis?category=maps')).body.total).toBe(1)
  const of = (tenant: string) =>
    portal.controlPlane.call(`/v1/portal/apis?search=${name}&tenant=${tenant}`)
  expect([(await of('default')).body.total, (await of('acme')).body.total]).toEqual([1, 0])
  expect((await portal.controlPlane.call('/v1/portal/apis?sort=endpoint_url')).status).toBe(422)
})

test('one API: its document names the gateway wherever it named a server, and its plans are there', async () => {
  const api = await portal.publish('acme')
  const plan = await make(portal.acme, '/v1/plans/acme', {
    slug: unique('plan'),
    name: 'Free',
    daily_request_limit: 5,
  })
  const servers = [{ url: 'http://my-backend:8080/api' }]
  await portal.acme(`/v1/contracts/${api.id}/openapi`, {
    method: 'PUT',
    body: {
      openapi: '3.1.0',
      servers,
      host: 'my-backend',
      paths: { '/x': { servers, get: { servers, responses: {} }, parameters: [] } },
    },
  })
  const { body } = await portal.controlPlane.call(`/v1/portal/apis/${api.id}`)
  const path = `/${body.apiName}/v1`
  expect(body.openapi).toEqual({
    openapi: '3.1.0',
    servers: [{ url: `http://localhost:3001${path}` }],
    paths: { '/x': { get: { responses: {} }, parameters: [] } },
  })
  expect(body.plans).toMatchObject([
    { id: plan.id, name: 'Free', daily_request_limit: 5, requires_approval: false },
  ])
  expect(JSON.stringify(body)).not.toContain('my-backend')
  await portal.acme(`/v1/plans/acme/${plan.id}`, { method: 'DELETE' })
})

test.each([{ status: 'draft' }, { portal: { visible: false } }])(
  'an API that is %j is not there',
  async (changes) => {
    const api = await portal.publish('default', changes)
    expect((await portal.controlPlane.call(`/v1/portal/apis/${api.id}`)).status).toBe(404)
    const call = await portal.withProfile()
    const answer = await subscribe(call, { api_id: api.id })
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toEqual([
      { pointer: '/api_id', detail: 'There is no such API in the portal.' },
    ])
  },
)

test('a profile makes the consumer, by the subject and e-mail of the token', async () => {
  const call = await portal.developer({ sub: 'sub-of-dana', email: 'dana@mail.example' })
  expect((await call('/v1/portal/me')).status).toBe(404)
  const made = await call('/v1/portal/me', {
    method: 'PUT',
    body: { name: 'Dana', company: 'Dev Ltd' },
  })
  expect(made.body).toMatchObject({
    tenant_id: 'default',
    external_id: 'sub-of-dana',
    email: 'dana@mail.example',
    name: 'Dana',
    company: 'Dev Ltd',
    status: 'active',
  })
  const changed = await call('/v1/portal/me', { method: 'PUT', body: { name: 'Dana D.' } })
  expect(changed.body).toMatchObject({ id: made.body.id, name: 'Dana D.', company: '' })
  expect((await call('/v1/portal/me')).body).toMatchObject({ name: 'Dana D.' })
  expect((await portal.admin('/v1/consumers/default?email=dana@mail.example')).body.total).toBe(1)
})

test('what an admin notes about the consumer does not reach the developer', async () => {
  const call = await portal.withProfile()
  const { id } = (await call('/v1/portal/me')).body
  await portal.admin(`/v1/consumers/default/${id}`, {
    method: 'PATCH',
    body: { description: 'canary: pays late', consumer_metadata: { note: 'canary' } },
  })
  expect((await call('/v1/portal/me')).text).not.toContain('canary')
})

test('two profiles at once make one consumer', async () => {
  const call = await portal.developer()
  const put = () => call('/v1/portal/me', { method: 'PUT', body: { name: 'Twice' } })
  const both = await Promise.all([put(), put(), put()])
  expect(both.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(new Set(both.map(({ body }) => body.id)).size).toBe(1)
})

test.each([
  [{ email_verified: false }, /not verified/],
  [{ email_verified: 'true' }, /not verified/],
  [{ email: undefined }, /no e-mail address/],
])('with %j there is neither profile nor key', async (claims, sentence) => {
  const call = await portal.developer(claims)
  const profile = await call('/v1/portal/me', { method: 'PUT', body: { name: 'Eve' } })
  expect(profile.status).toBe(403)
  expect(profile.body.detail).toMatch(sentence)
  const api = await portal.publish('default')
  expect((await subscribe(call, { api_id: api.id })).status).toBe(403)
})

test.each([
  'see https://evil.example',
  'www.evil.example',
  'win at evil.com/prize',
  'evil.example',
  'javascript:alert(1)',
  'two\nlines',
  'a\r\nBcc: all@x',
  'x'.repeat(101),
  'right\u202eleft',
  'zero\u200bwidth',
  '   ',
])('the name %j is refused', async (name) => {
  const call = await portal.developer()
  const answer = await call('/v1/portal/me', { method: 'PUT', body: { name } })
  expect(answer.status).toBe(422)
  expect(answer.body.errors[0].pointer).toBe('/name')
})

test.each([
  'Dr. Dana J.R. Dev',
  'Ann-Marie O\u2019Neil',
  '\u5c71\u7530\u592a\u90ce',
  'Node 24 GmbH & Co. KG',
  '{{7*7}} <b>',
])('the name %j is a name', async (name) => {
  const call = await portal.withProfile(name)
  expect((await call('/v1/portal/me')).body.name).toBe(name)
})

test('subscribe, see the key once, rotate, revoke', async () => {
  const api = await portal.publish('default')
  const call = await portal.withProfile()
  const made = await subscribe(call, { api_id: api.id })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ status: 'active', api_id: api.id })
  expect(made.body.api_key).toMatch(/^stoa_sk_[0-9a-f]{32}$/)
  const list = await call('/v1/portal/subscriptions')
  expect(list.body).toMatchObject({
    total: 1,
    items: [{ id: made.body.id, api_key_prefix: made.body.api_key.slice(0, 12) }],
  })
  expect(list.text).not.toContain(made.body.api_key)
  const rotated = await call(`/v1/portal/subscriptions/${made.body.id}/rotate-key`, {
    body: { grace_period_hours: 1 },
  })
  expect(rotated.status).toBe(200)
  expect(rotated.body.new_api_key).not.toBe(made.body.api_key)
  const revoked = await call(`/v1/portal/subscriptions/${made.body.id}/revoke`, { method: 'POST' })
  expect(revoked.body).toMatchObject({ status: 'revoked' })
  expect((await call('/v1/portal/subscriptions?status=active')).body.total).toBe(0)
  expect((await call('/v1/portal/subscriptions?status=revoked')).body.total).toBe(1)
})

test('before the profile is complete there is no subscription', async () => {
  const api = await portal.publish('default')
  const answer = await subscribe(await portal.developer(), { api_id: api.id })
  expect(answer.status).toBe(409)
  expect(answer.body.detail).toMatch(/Complete your profile/)
})

test('an API of another tenant: the consumer is made there too, and follows the profile', async () => {
  const api = await portal.publish('acme')
  const call = await portal.withProfile('Dana There')
  const made = await subscribe(call, { api_id: api.id })
  expect(made.body).toMatchObject({
    tenant_id: 'acme',
    consumer_name: 'Dana There',
    status: 'active',
  })
  await call('/v1/portal/me', { method: 'PUT', body: { name: 'Dana Renamed' } })
  expect((await portal.acme(`/v1/consumers/acme/${made.body.consumer_id}`)).body).toMatchObject({
    name: 'Dana Renamed',
  })
})

test('where there are plans one is chosen, so that no approval can be passed by', async () => {
  const owner = await portal.controlPlane.as({ roles: ['cpi-admin'] })
  const api = await portal.publish('acme')
  const plan = await make(owner, '/v1/plans/acme', {
    slug: unique('gold'),
    name: 'Gold',
    requires_approval: true,
  })
  const call = await portal.withProfile()
  const without = await subscribe(call, { api_id: api.id })
  expect(without.status).toBe(422)
  expect(without.body.errors[0].pointer).toBe('/plan_id')
  const made = await subscribe(call, { api_id: api.id, plan_id: plan.id })
  expect(made.body).toMatchObject({ status: 'pending', api_key: null, plan_name: 'Gold' })
  await portal.acme(`/v1/subscriptions/${made.body.id}/approve`, { method: 'POST' })
  const key = await call(`/v1/portal/subscriptions/${made.body.id}/rotate-key`, { method: 'POST' })
  expect(key.body.new_api_key).toMatch(/^stoa_sk_/)
  await portal.acme(`/v1/subscriptions/${made.body.id}/suspend`, { body: { reason: 'not paid' } })
  expect(
    (await call(`/v1/portal/subscriptions/${made.body.id}/rotate-key`, { method: 'POST' })).status,
  ).toBe(409)
  await portal.acme(`/v1/subscriptions/${made.body.id}/revoke`, { body: { reason: 'over' } })
  const seen = (await call('/v1/portal/subscriptions')).body.items[0]
  expect(seen).toMatchObject({ status: 'revoked', status_reason: 'over', revoked_by: 'provider' })
  await portal.acme(`/v1/plans/acme/${plan.id}`, { method: 'DELETE' })
})

test('a suspended developer gets neither a new subscription nor a new key, and is told so', async () => {
  const api = await portal.publish('default')
  const call = await portal.withProfile()
  const made = await subscribe(call, { api_id: api.id })
  await portal.admin(`/v1/consumers/default/${made.body.consumer_id}/suspend`, { method: 'POST' })
  const second = await portal.publish('default')
  for (const answer of [
    await subscribe(call, { api_id: second.id }),
    await call(`/v1/portal/subscriptions/${made.body.id}/rotate-key`, { method: 'POST' }),
  ]) {
    expect(answer.status).toBe(403)
    expect(answer.body.detail).toMatch(/access is suspended/)
  }
})

test('a developer touches nothing of another developer, and nothing of the admin', async () => {
  const api = await portal.publish('default')
  const one = await portal.withProfile()
  const two = await portal.withProfile()
  const { id, consumer_id } = (await subscribe(one, { api_id: api.id })).body
  for (const path of ['rotate-key', 'revoke'])
    expect((await two(`/v1/portal/subscriptions/${id}/${path}`, { method: 'POST' })).status).toBe(
      404,
    )
  expect((await two('/v1/portal/subscriptions')).body.total).toBe(0)
  expect((await two('/v1/portal/usage')).body.apis).toEqual([])
  for (const path of [
    `/v1/subscriptions/${id}`,
    `/v1/consumers/default/${consumer_id}`,
    '/v1/consumers/default',
    '/v1/contracts',
    '/v1/admin/policies',
    '/v1/admin/readiness',
    '/v1/metrics/query?query=up',
    '/v1/logs/default',
    '/v1/audit/default',
    '/v1/onboarding/default',
  ])
    expect([path, (await one(path)).status]).toEqual([path, 403])
  const seeded = await seedTenant(portal.admin, 'default')
  expect(
    (await one(`/v1/portal/subscriptions/${seeded.subscription}/revoke`, { method: 'POST' }))
      .status,
  ).toBe(404)
  await portal.admin(`/v1/plans/default/${seeded.plan}`, {
    method: 'PATCH',
    body: { status: 'archived' },
  })
})

test('the portal wants to know who is there', async () => {
  for (const path of ['/v1/portal/me', '/v1/portal/subscriptions', '/v1/portal/usage'])
    expect((await portal.controlPlane.call(path)).status).toBe(401)
})

test('the same Idempotency-Key subscribes once', async () => {
  const api = await portal.publish('default')
  const call = await portal.withProfile()
  const send = () =>
    call('/v1/portal/subscriptions', {
      body: { api_id: api.id },
      headers: { 'Idempotency-Key': 'subscribe-once' },
    })
  const [first, second] = [await send(), await send()]
  expect(second.body).toEqual(first.body)
  expect((await call('/v1/portal/subscriptions')).body.total).toBe(1)
})
