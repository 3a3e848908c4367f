import { sql } from 'kysely'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'
import { startTestControlPlane } from '../test/control-plane.ts'
import { consumerBody, contractBody, make, seedTenant, unique } from '../test/seed.ts'

let plane: TestControlPlane
let call: TestControlPlane['call']
let time = new Date()

beforeAll(async () => {
  plane = await startTestControlPlane({}, { now: () => time })
  call = await plane.as({ roles: ['tenant-admin'], tenant: 'default' })
})
afterAll(() => plane.stop())

const PATH = '/v1/subscriptions'
const HOUR = 3_600_000
const pass = (ms: number) => (time = new Date(time.getTime() + ms))

interface Order {
  consumer_id: string
  api_id: string
  tenant_id: string
  plan_id?: string
  expires_at?: string
}

async function order(changes: Partial<Order> = {}): Promise<Order> {
  const consumer = await make(call, '/v1/consumers/default', consumerBody())
  const contract = await make(call, '/v1/contracts', contractBody('default'))
  return { consumer_id: consumer.id, api_id: contract.id, tenant_id: 'default', ...changes }
}

const subscribe = async (changes?: Partial<Order>) =>
  (await call(PATH, { body: await order(changes) })).body

const step = (id: string, name: string, body?: unknown) =>
  call(`${PATH}/${id}/${name}`, { method: 'POST', body })

const statusOf = async (id: string) => (await call(`${PATH}/${id}`)).body.status

const keysOf = (id: string) =>
  plane.services.db
    .selectFrom('keys')
    .select(['hash', 'prefix', 'revoked', 'expires_at'])
    .where('subscription_id', '=', id)
    .orderBy('created_at')
    .execute()

describe('the old key in its grace period', () => {
  it('is ended by hand, with a trace, and only once', async () => {
    const { id, api_key: first } = await subscribe()
    const none = await step(id, 'revoke-old-key')
    expect([none.status, none.body.detail]).toEqual([409, expect.stringMatching(/No old key/)])
    await step(id, 'rotate-key', { grace_period_hours: 0.25 })
    const ended = await step(id, 'revoke-old-key')
    expect(ended.status).toBe(200)
    expect(ended.body).toMatchObject({ status: 'active', old_key_prefix: null })
    const old = createHash('sha256').update(first).digest('hex')
    const keys = await keysOf(id)
    expect(keys.map(({ hash, revoked }) => [hash === old, revoked])).toEqual([
      [true, true],
      [false, false],
    ])
    expect((await step(id, 'revoke-old-key')).status).toBe(409)
    const trail = await call(`/v1/audit/default?resource_id=${id}`)
    expect(trail.body.items.map((row: { action: string }) => row.action)).toEqual([
      'revoke-old-key',
      'rotate-key',
      'create',
    ])
  })

  it('is over by itself when its time is', async () => {
    const { id } = await subscribe()
    await step(id, 'rotate-key', { grace_period_hours: 0.25 })
    pass(HOUR)
    expect((await step(id, 'revoke-old-key')).status).toBe(409)
  })
})

describe('what a subscription shows of its plan and use', () => {
  it("has the plan's limits, the consumer's e-mail and what was counted today", async () => {
    const limits = {
      rate_limit_per_minute: 60,
      burst_limit: null,
      daily_request_limit: 1000,
      monthly_request_limit: null,
    }
    const body = { slug: unique('counted'), name: 'Counted', ...limits }
    const plan = await make(call, '/v1/plans/default', body)
    const { id, plan_limits, consumer_email, usage } = await subscribe({ plan_id: plan.id })
    expect(plan_limits).toEqual(limits)
    expect(consumer_email).toBe('dev@acme.example.com')
    expect(usage).toEqual({ today: 0, this_month: 0 })
    await sql`insert into key_usage (subscription_id, key_prefix, day, day_count, month, month_count) values
      (${id}, 'a', to_char(now() at time zone 'utc', 'YYYY-MM-DD'), 3, to_char(now() at time zone 'utc', 'YYYY-MM'), 30),
      (${id}, 'b', '2001-01-01', 100, to_char(now() at time zone 'utc', 'YYYY-MM'), 7)`.execute(
      plane.services.db,
    )
    expect((await call(`${PATH}/${id}`)).body.usage).toEqual({ today: 3, this_month: 37 })
    const list = await call(`${PATH}/tenant/default?search=${body.slug}`)
    expect(list.status).toBe(200)
    const trail = await call(`/v1/audit/default?resource_id=${id}`)
    expect(trail.body.items[0].after).not.toHaveProperty('usage')
  })

  it('has no limits without a plan', async () => {
    expect((await subscribe()).plan_limits).toBeNull()
  })
})

describe('a subscription', () => {
  it('is made with its key, which is shown once and stored as a hash', async () => {
    const body = await order()
    const reply = await call(PATH, { body })
    expect(reply.status).toBe(201)
    const { api_key: key, ...subscription } = reply.body
    expect(key).toMatch(/^stoa_sk_[0-9a-f]{32}$/)
    expect(subscription).toMatchObject({
      status: 'active',
      api_key_prefix: key.slice(0, 12),
      rotation_count: 0,
      consumer_name: 'Acme Corp Integration',
      created_by: 'tenant-admin',
    })
    expect(reply.headers.get('location')).toBe(`${PATH}/${subscription.id}`)
    const hash = createHash('sha256').update(key).digest('hex')
    expect(await keysOf(subscription.id)).toMatchObject([
      { hash, revoked: false, expires_at: null },
    ])
    expect((await call(`${PATH}/${subscription.id}`)).body).toEqual(subscription)
    const twice = await call(PATH, { body })
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([409, '/api_id'])
  })

  it('needs a published API, an active consumer and a plan that is open', async () => {
    const draft = await make(call, '/v1/contracts', contractBody('default', { status: 'draft' }))
    const toDraft = await call(PATH, { body: await order({ api_id: draft.id }) })
    expect([toDraft.status, toDraft.body.errors[0].pointer]).toEqual([409, '/api_id'])
    const suspended = await order()
    await call(`/v1/consumers/default/${suspended.consumer_id}/suspend`, { method: 'POST' })
    const bySuspended = await call(PATH, { body: suspended })
    expect([bySuspended.status, bySuspended.body.errors[0].pointer]).toEqual([409, '/consumer_id'])
    const plan = await make(call, '/v1/plans/default', { slug: unique('old'), name: 'Old' })
    const archive = { method: 'PATCH', body: { status: 'archived' } }
    await call(`/v1/plans/default/${plan.id}`, archive)
    const archived = await call(PATH, { body: await order({ plan_id: plan.id }) })
    expect([archived.status, archived.body.errors[0].pointer]).toEqual([409, '/plan_id'])
  })

  it('waits for approval where its plan says so', async () => {
    const body = { slug: unique('vip'), name: 'VIP', requires_approval: true }
    const plan = await make(call, '/v1/plans/default', body)
    const pending = await subscribe({ plan_id: plan.id })
    expect(pending).toMatchObject({
      status: 'pending',
      api_key: null,
      api_key_prefix: null,
      plan_name: 'VIP',
    })
    expect((await step(pending.id, 'rotate-key')).status).toBe(409)
    expect((await step(pending.id, 'suspend')).status).toBe(409)
    expect((await step(pending.id, 'approve')).body.status).toBe('active')
    const rotated = await step(pending.id, 'rotate-key')
    expect(rotated.body).toMatchObject({ old_key_expires_at: null, rotation_count: 0 })
    expect(rotated.body.new_api_key).toMatch(/^stoa_sk_/)
    const other = await subscribe({ plan_id: plan.id })
    expect((await step(other.id, 'reject')).status).toBe(400)
    expect((await step(other.id, 'reject', {})).status).toBe(422)
    const rejected = await step(other.id, 'reject', { reason: 'no contract' })
    expect(rejected.body).toMatchObject({ status: 'rejected', status_reason: 'no contract' })
    expect((await step(other.id, 'approve')).status).toBe(409)
    expect((await step(other.id, 'revoke')).status).toBe(409)
  })

  it('is suspended, reactivated and revoked for good', async () => {
    const { id } = await subscribe()
    expect((await step(id, 'reactivate')).status).toBe(409)
    expect((await step(id, 'suspend', { reason: 'abuse' })).body).toMatchObject({
      status: 'suspended',
      status_reason: 'abuse',
    })
    expect((await step(id, 'rotate-key')).status).toBe(409)
    expect((await step(id, 'reactivate')).body.status).toBe('active')
    const revoked = await step(id, 'revoke', { reason: 'leaked' })
    expect(revoked.body).toMatchObject({ status: 'revoked', revoked_by: 'tenant-admin' })
    expect(revoked.body.revoked_at).toBe(time.toISOString())
    expect((await keysOf(id)).every((key) => key.revoked)).toBe(true)
    for (const name of ['reactivate', 'suspend', 'revoke', 'rotate-key', 'approve'])
      expect([name, (await step(id, name)).status]).toEqual([name, 409])
  })

  it('expires by itself, and then gives its place free', async () => {
    const past = await call(PATH, { body: await order({ expires_at: '2020-01-01T00:00:00Z' }) })
    expect([past.status, past.body.errors[0].pointer]).toEqual([422, '/expires_at'])
    const expires_at = new Date(time.getTime() + HOUR).toISOString()
    const body = await order({ expires_at })
    const { id } = (await call(PATH, { body })).body
    expect(await statusOf(id)).toBe('active')
    pass(HOUR)
    expect(await statusOf(id)).toBe('expired')
    const of = `/v1/subscriptions/tenant/default?consumer_id=${body.consumer_id}`
    expect((await call(`${of}&status=expired`)).body.total).toBe(1)
    expect((await call(`${of}&status=active`)).body.total).toBe(0)
    expect((await step(id, 'rotate-key')).status).toBe(409)
    const { expires_at: _, ...again } = body
    expect((await call(PATH, { body: again })).status).toBe(201)
  })
})

describe('rotating the key', () => {
  it('lets the old key work until its grace period ends, two keys at most', async () => {
    const { id, api_key_prefix: first } = await subscribe()
    const rotated = await step(id, 'rotate-key', { grace_period_hours: 0.25 })
    const end = new Date(time.getTime() + HOUR / 4)
    expect(rotated.body).toMatchObject({
      subscription_id: id,
      old_key_expires_at: end.toISOString(),
      rotation_count: 1,
    })
    const during = (await call(`${PATH}/${id}`)).body
    expect(during).toMatchObject({
      api_key_prefix: rotated.body.new_api_key.slice(0, 12),
      old_key_prefix: first,
      old_key_expires_at: end.toISOString(),
    })
    expect(await keysOf(id)).toMatchObject([
      { prefix: first, revoked: false, expires_at: end },
      { revoked: false, expires_at: null },
    ])
    pass(60_000)
    await step(id, 'rotate-key')
    const keys = await keysOf(id)
    expect(keys.map(({ revoked }) => revoked)).toEqual([true, false, false])
    pass(24 * HOUR)
    const after = (await call(`${PATH}/${id}`)).body
    expect(after).toMatchObject({
      old_key_prefix: null,
      old_key_expires_at: null,
      rotation_count: 2,
    })
  })

  it('with a grace period of 0 ends the old key at once', async () => {
    const { id } = await subscribe()
    const rotated = await step(id, 'rotate-key', { grace_period_hours: 0 })
    expect(rotated.body.old_key_expires_at).toBe(time.toISOString())
    expect((await keysOf(id)).filter(({ revoked }) => revoked)).toHaveLength(1)
    expect((await call(`${PATH}/${id}`)).body.old_key_prefix).toBeNull()
  })

  it('takes 0 to 168 hours', async () => {
    const { id } = await subscribe()
    for (const grace_period_hours of [-1, 169, '24', null])
      expect((await step(id, 'rotate-key', { grace_period_hours })).status).toBe(422)
    const { body } = await step(id, 'rotate-key')
    expect(body.old_key_expires_at).toBe(new Date(time.getTime() + 24 * HOUR).toISOString())
  })

  it('twice with one Idempotency-Key rotates once', async () => {
    const { id } = await subscribe()
    const headers = { 'Idempotency-Key': unique('rotation') }
    const once = await call(`${PATH}/${id}/rotate-key`, { method: 'POST', headers })
    const twice = await call(`${PATH}/${id}/rotate-key`, { method: 'POST', headers })
    expect(twice.body).toEqual(once.body)
    expect(await keysOf(id)).toHaveLength(2)
  })
})

describe('a key', () => {
  it('is nowhere: not in any table, not in the log, in no other answer', async () => {
    const headers = { 'Idempotency-Key': unique('custody') }
    const first = await call(PATH, { body: await order(), headers })
    const { id } = first.body
    const rotated = await call(`${PATH}/${id}/rotate-key`, { method: 'POST', headers })
    const secrets = [first.body.api_key, rotated.body.new_api_key].map((key: string) =>
      key.slice(12),
    )
    await call(`/v1/consumers/default?search=${first.body.api_key}`)
    await call(`/v1/subscriptions/${first.body.api_key}`)
    const { db } = plane.services
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = current_schema()`.execute(
      db,
    )
    expect(tables.length).toBeGreaterThan(10)
    for (const { name } of tables) {
      const { rows } = await sql`select t::text as row from ${sql.table(name)} t`.execute(db)
      const dump = JSON.stringify(rows)
      for (const secret of secrets) expect([name, dump.includes(secret)]).toEqual([name, false])
    }
    const log = plane.log.join('\n')
    const answers = await Promise.all(
      [`${PATH}/${id}`, '/v1/subscriptions/tenant/default', '/v1/audit/default', '/metrics'].map(
        (path) => call(path),
      ),
    )
    for (const secret of secrets) {
      expect(log.includes(secret)).toBe(false)
      for (const { text } of answers) expect(text.includes(secret)).toBe(false)
    }
  })
})

describe('the list of subscriptions', () => {
  it('is filtered by consumer, API, status and key, and searched by names', async () => {
    const seeded = await seedTenant(call, 'default')
    const total = async (query: string) =>
      (await call(`/v1/subscriptions/tenant/default?${query}`)).body.total
    expect(await total(`consumer_id=${seeded.consumer}`)).toBe(1)
    expect(await total(`api_id=${seeded.contract}&status=active`)).toBe(1)
    expect(await total(`api_id=${seeded.contract}&status=revoked`)).toBe(0)
    const { body: consumer } = await call(`/v1/consumers/default/${seeded.consumer}`)
    expect(await total(`search=${consumer.external_id}`)).toBe(1)
    const prefix = seeded.key.slice(0, 12)
    expect(await total(`api_key_prefix=${prefix}&consumer_id=${seeded.consumer}`)).toBe(1)
    expect(await total('api_key_prefix=stoa%25')).toBe(0)
  })
})
