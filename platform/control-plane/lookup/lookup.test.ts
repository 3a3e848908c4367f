import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'
import { startTestControlPlane } from '../test/control-plane.ts'
import type { Seeded } from '../test/seed.ts'
import { consumerBody, seedTenant, unique } from '../test/seed.ts'

const folder = mkdtempSync(join(tmpdir(), 'stoa-lookup-'))
const logFile = join(folder, 'gateway.log')
let plane: TestControlPlane
let call: TestControlPlane['call']
let own: Seeded
let foreign: Seeded

beforeAll(async () => {
  writeFileSync(logFile, '')
  plane = await startTestControlPlane({ gatewayLogFile: logFile })
  call = await plane.as({ roles: ['tenant-admin'], tenant: 'default' })
  own = await seedTenant(call, 'default')
  foreign = await seedTenant(await plane.as({ roles: ['tenant-admin'], tenant: 'acme' }), 'acme')
})
afterAll(async () => {
  await plane.stop()
  rmSync(folder, { recursive: true })
})

const PATH = '/v1/lookup/default'
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex')
const ask = (body: Record<string, unknown>) => call(PATH, { body })
const idsOf = (items: { id: string }[]) => items.map(({ id }) => id)

describe('the look-up', () => {
  it('finds who holds a key by its hash', async () => {
    const { status, body } = await ask({ key_hash: hashOf(own.key) })
    expect(status).toBe(200)
    expect(body.key).toMatchObject({ state: 'current', subscription_id: own.subscription })
    expect(idsOf(body.consumers)).toEqual([own.consumer])
    expect(idsOf(body.subscriptions)).toEqual([own.subscription])
    expect(body.apis).toMatchObject([{ id: own.contract, status: 'published' }])
    expect(body.log).toBe('not_asked')
  })

  it('says how it stands with a key that was replaced, and with one that was revoked, and by whom', async () => {
    const seeded = await seedTenant(call, 'default')
    const path = `/v1/subscriptions/${seeded.subscription}`
    await call(`${path}/rotate-key`, { body: { grace_period_hours: 1 } })
    const replaced = await ask({ key_hash: hashOf(seeded.key) })
    expect(replaced.body.key).toMatchObject({ state: 'grace', expires_at: expect.any(String) })
    await call(`${path}/revoke`, { body: { reason: 'leaked' } })
    const { body } = await ask({ key_hash: hashOf(seeded.key) })
    expect(body.key.state).toBe('revoked')
    expect(body.subscriptions[0]).toMatchObject({ status: 'revoked', status_reason: 'leaked' })
    expect(body.decisions).toEqual([
      {
        resource_type: 'subscription',
        resource_id: seeded.subscription,
        action: 'revoke',
        actor_name: body.subscriptions[0].revoked_by,
        at: body.subscriptions[0].revoked_at,
        reason: 'leaked',
      },
    ])
  })

  it('finds by the first characters, also of a key before the present one', async () => {
    const seeded = await seedTenant(call, 'default')
    const prefix = seeded.key.slice(0, 12)
    await call(`/v1/subscriptions/${seeded.subscription}/rotate-key`, {
      body: { grace_period_hours: 0 },
    })
    const { body } = await ask({ key_prefix: prefix })
    expect(idsOf(body.subscriptions)).toContain(seeded.subscription)
    expect(body.key).toBeNull()
  })

  it('finds by the whole e-mail, in any case, with who suspended them', async () => {
    const email = `${unique('locked')}@x.y`
    const made = await call('/v1/consumers/default', { body: consumerBody({ email }) })
    await call(`/v1/consumers/default/${made.body.id}/suspend`, { body: { reason: 'unpaid' } })
    const { body } = await ask({ email: email.toUpperCase() })
    expect(body.consumers).toMatchObject([{ id: made.body.id, status: 'suspended' }])
    expect(body.decisions).toMatchObject([
      { resource_type: 'consumer', action: 'suspend', reason: 'unpaid' },
    ])
    expect((await ask({ email: email.slice(1) })).body.consumers).toEqual([])
  })

  it('finds by the id of a request that the gateway has logged', async () => {
    const { body: consumer } = await call(`/v1/consumers/default/${own.consumer}`)
    const line = (id: string, tenant: string) =>
      `${JSON.stringify({
        timestamp: '2026-11-24T10:00:00Z',
        request_id: id,
        tenant,
        api: 'orders',
        consumer: consumer.external_id,
        key_prefix: own.key.slice(0, 12),
        method: 'GET',
        path: '/',
        status: 403,
        duration_ms: 1,
        reason: 'wrong_api',
      })}\n`
    writeFileSync(logFile, line('request-1', 'default') + line('request-2', 'acme'))
    const { body } = await ask({ request_id: 'request-1' })
    expect(body).toMatchObject({ log: 'found', call: { reason: 'wrong_api' } })
    expect(idsOf(body.consumers)).toEqual([own.consumer])
    expect(idsOf(body.subscriptions)).toEqual([own.subscription])
    for (const id of ['request-2', 'request-']) {
      const missed = await ask({ request_id: id })
      expect(missed.body).toMatchObject({ log: 'not_found', call: null, consumers: [] })
    }
  })

  it('tells a logged call whose caller is not there any more', async () => {
    const entry = {
      request_id: 'request-gone',
      timestamp: '2026-11-24T09:00:00.000Z',
      method: 'GET',
      path: '/a/v1/x',
      status: 401,
      duration_ms: 1,
      tenant: 'default',
      consumer: 'nobody-of-that-name',
      key_prefix: own.key.slice(0, 12),
      reason: 'consumer_unknown',
    }
    writeFileSync(logFile, `${JSON.stringify(entry)}\n`)
    const { status, body } = await ask({ request_id: 'request-gone' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ log: 'found', call: { consumer: 'nobody-of-that-name' } })
    expect([body.consumers, body.subscriptions]).toEqual([[], []])
  })

  it("sees nothing of another tenant's", async () => {
    const nothing = { key: null, consumers: [], subscriptions: [], apis: [], decisions: [] }
    expect((await ask({ key_hash: hashOf(foreign.key) })).body).toMatchObject(nothing)
    expect((await ask({ key_hash: hashOf('nobody') })).body).toMatchObject(nothing)
    const byPrefix = await ask({ key_prefix: foreign.key.slice(0, 12) })
    expect(idsOf(byPrefix.body.subscriptions)).not.toContain(foreign.subscription)
  })

  it('takes one question, and never a key', async () => {
    const wrong: Record<string, unknown>[] = [
      {},
      { key: own.key },
      { key_hash: own.key },
      { key_prefix: own.key },
      { email: own.key },
      { request_id: 'short' },
      { key_prefix: 'stoa_sk_', email: 'a@b.c' },
    ]
    for (const body of wrong) {
      const reply = await ask(body)
      expect([reply.status, JSON.stringify(body)]).toEqual([422, JSON.stringify(body)])
      expect(reply.text).not.toContain(own.key)
    }
  })

  it('leaves neither key nor hash in an answer, the log or the audit trail', async () => {
    const reply = await ask({ key_hash: hashOf(own.key) })
    const audited = await plane.services.db.selectFrom('audit_log').selectAll().execute()
    for (const text of [reply.text, plane.log.join('\n'), JSON.stringify(audited)]) {
      expect(text).not.toContain(own.key)
      expect(text).not.toContain(hashOf(own.key))
    }
  })

  it('needs the permission to read, and stops who tries keys out', async () => {
    const stranger = await plane.as({ roles: [], tenant: 'default' })
    expect((await stranger(PATH, { body: { email: 'a@b.c' } })).status).toBe(403)
    const eager = await plane.as({ roles: ['viewer'], tenant: 'default', claims: { sub: 'eager' } })
    const statuses: number[] = []
    for (let n = 0; n < 62; n++)
      statuses.push((await eager(PATH, { body: { key_hash: hashOf(`guess ${n}`) } })).status)
    expect(statuses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 200))
    expect(statuses.at(-1)).toBe(429)
  })
})
