import { afterAll, beforeAll, expect, test } from 'vitest'

import { make, unique } from '../test/seed.ts'
import type { TestPortal } from './test-portal.ts'
import { startTestPortal, subscribe } from './test-portal.ts'

let portal: TestPortal
const SIGN_UPS = 40

beforeAll(async () => {
  portal = await startTestPortal({ signUpsPerHour: SIGN_UPS })
})
afterAll(() => portal.stop())

const funnelOf = async (tenant: 'default' | 'acme') => {
  const call = tenant === 'default' ? portal.admin : portal.acme
  return (await call(`/v1/portal/funnel/${tenant}`)).body
}

test('the portal says what a newcomer has to know, without an account', async () => {
  await portal.publish('default', { portal: { visible: true, categories: ['maps', 'money'] } })
  await portal.publish('default', { portal: { visible: true, categories: ['money'] } })
  await portal.publish('default', { portal: { visible: false, categories: ['secret'] } })
  const { status, body } = await portal.controlPlane.call('/v1/portal')
  expect(status).toBe(200)
  expect(body).toEqual({
    requires_verified_email: true,
    categories: [
      { name: 'money', apis: 2 },
      { name: 'maps', apis: 1 },
    ],
  })
})

test('the funnel counts each developer at the steps that were reached, and nothing else', async () => {
  const api = await portal.publish('default')
  const before = await funnelOf('default')
  const call = await portal.developer()
  expect((await call('/v1/portal/me')).status).toBe(404)
  expect(await funnelOf('default')).toMatchObject({ accounts: before.accounts + 1 })
  await call('/v1/portal/me', { method: 'PUT', body: { name: 'Fay Funnel' } })
  const made = await subscribe(call, { api_id: api.id, purpose: 'A weather map' })
  expect(made.body).toMatchObject({ purpose: 'A weather map', first_used_at: null })
  expect(await funnelOf('default')).toMatchObject({
    profiles: before.profiles + 1,
    subscribed: before.subscribed + 1,
    with_key: before.with_key + 1,
    called: before.called,
    median_seconds_to_first_call: null,
  })
  const at = new Date(Date.now() + 30_000).toISOString()
  portal.gateway.usage = {
    seq: 3,
    items: [
      {
        subscription_id: made.body.id,
        key_prefix: made.body.api_key.slice(0, 12),
        last_used_at: at,
        day: at.slice(0, 10),
        day_count: 1,
        month: at.slice(0, 7),
        month_count: 1,
      },
    ],
  }
  await expect
    .poll(async () => (await funnelOf('default')).called, { timeout: 15_000, interval: 200 })
    .toBe(before.called + 1)
  const { median_seconds_to_first_call: seconds } = await funnelOf('default')
  expect(seconds).toBeGreaterThan(25)
  expect(seconds).toBeLessThan(31)
})

test('accounts are the portal’s own business: another tenant reads null, and a developer is refused', async () => {
  expect(await funnelOf('acme')).toMatchObject({ accounts: null })
  const developer = await portal.developer()
  expect((await developer('/v1/portal/funnel/default')).status).toBe(403)
  expect((await portal.acme('/v1/portal/funnel/default')).status).toBe(404)
})

test('an approved subscription: the approval shows no key to anybody, the developer gets it once', async () => {
  const owner = await portal.controlPlane.as({ roles: ['cpi-admin'] })
  const api = await portal.publish('acme')
  const plan = await make(owner, '/v1/plans/acme', {
    slug: unique('plan'),
    name: 'Asked for',
    requires_approval: true,
  })
  const call = await portal.withProfile()
  const { id } = (await subscribe(call, { api_id: api.id, plan_id: plan.id })).body
  const early = await call(`/v1/portal/subscriptions/${id}/rotate-key`, { method: 'POST' })
  expect(early.status).toBe(409)
  const approved = await portal.acme(`/v1/subscriptions/${id}/approve`, { method: 'POST' })
  expect(approved.text).not.toMatch(/stoa_sk_/)
  expect(approved.body).toMatchObject({ status: 'active', api_key_prefix: null })
  const claim = () =>
    call(`/v1/portal/subscriptions/${id}/rotate-key`, {
      body: {},
      headers: { 'Idempotency-Key': `claim-${id}` },
    })
  const [first, again] = [await claim(), await claim()]
  expect(first.body).toMatchObject({ rotation_count: 0, old_key_expires_at: null })
  expect(again.body.api_key_prefix).toBe(first.body.api_key_prefix)
  for (const path of [`/v1/subscriptions/${id}`, '/v1/audit/acme', '/v1/subscriptions/tenant/acme'])
    expect((await portal.acme(path)).text).not.toContain(first.body.new_api_key)
})

test.each(['see https://evil.example/x', 'two\nlines', 'a\u200bb', 'x'.repeat(201)])(
  'the use %j is refused',
  async (purpose) => {
    const api = await portal.publish('default')
    const call = await portal.withProfile()
    const { status, body } = await subscribe(call, { api_id: api.id, purpose })
    expect([status, body.errors[0].pointer]).toEqual([422, '/purpose'])
  },
)

test('an address that somebody here has already is answered as one that nobody has', async () => {
  const email = `${unique('known')}@mail.example`
  await make(portal.admin, '/v1/consumers/default', {
    external_id: unique('known'),
    name: 'Known before',
    email,
  })
  const profile = { method: 'PUT', body: { name: 'New Here' } }
  const known = await (await portal.developer({ email }))('/v1/portal/me', profile)
  const unknown = await (await portal.developer())('/v1/portal/me', profile)
  expect([known.status, Object.keys(known.body)]).toEqual([
    unknown.status,
    Object.keys(unknown.body),
  ])
  expect(known.body).toMatchObject({ name: 'New Here', subscription_count: 0 })
})

test('a thousand sign-ups: what an hour may bring is let in, the rest is asked to wait', async () => {
  const answers = new Map<number, number>()
  const waits: number[] = []
  for (let one = 0; one < 1_000; one += 1) {
    const call = await portal.developer()
    const { status, headers } = await call('/v1/portal/me', {
      method: 'PUT',
      body: { name: `Newcomer ${one}` },
    })
    answers.set(status, (answers.get(status) ?? 0) + 1)
    if (status === 429) waits.push(Number(headers.get('retry-after')))
  }
  expect((answers.get(200) ?? 0) + (answers.get(429) ?? 0)).toBe(1_000)
  expect(Math.min(...waits)).toBeGreaterThan(3_000)
  expect(answers.get(200)).toBeLessThanOrEqual(SIGN_UPS)
  expect((await funnelOf('default')).profiles).toBe(SIGN_UPS)
})
