/** What every write keeps: one object for one Idempotency-Key, no lost update, the audit row in the same transaction. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { firstBrokenRow } from '../core/audit-chain.ts'
import type { GatewayPublisher } from '../core/publisher.ts'
import { MODULES } from '../modules.ts'
import type { TestControlPlane } from './control-plane.ts'
import { startTestControlPlane } from './control-plane.ts'
import { consumerBody, contractBody, make, policyBody, seedTenant, unique } from './seed.ts'

let plane: TestControlPlane
let admin: TestControlPlane['call']
let time = new Date()

beforeAll(async () => {
  plane = await startTestControlPlane({}, { now: () => time })
  admin = await plane.as({ roles: ['cpi-admin'] })
})
afterAll(() => plane.stop())

const post = (path: string, body: unknown, key: string) =>
  admin(path, { body, headers: { 'Idempotency-Key': key } })

async function countOf(table: 'consumers' | 'subscriptions' | 'audit_log' | 'gateway_changes') {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
    plane.services.db,
  )
  return rows[0]?.n ?? 0
}

describe('an Idempotency-Key', () => {
  it('used 200 times at once makes one object, and every answer is that one or "wait"', async () => {
    const before = await countOf('consumers')
    const body = consumerBody()
    const key = unique('at-once')
    const replies = await Promise.all(
      Array.from({ length: 200 }, () => post('/v1/consumers/default', body, key)),
    )
    expect(await countOf('consumers')).toBe(before + 1)
    const made = replies.filter(({ status }) => status === 201)
    const waiting = replies.filter(({ status }) => status === 409)
    expect(made.length).toBeGreaterThan(0)
    expect(made.length + waiting.length).toBe(200)
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1)
    for (const { headers } of waiting) expect(headers.get('retry-after')).toBe('1')
    const later = await post('/v1/consumers/default', body, key)
    expect([later.status, later.body.id]).toEqual([201, made[0]?.body.id])
    expect(later.headers.get('etag')).toBe('"1"')
    expect(later.headers.get('location')).toBe(`/v1/consumers/default/${later.body.id}`)
  })

  it('with another body is 422, of another caller or route something else', async () => {
    const key = unique('shared-key')
    const first = await post('/v1/consumers/default', consumerBody(), key)
    const other = await post('/v1/consumers/default', consumerBody(), key)
    expect([first.status, other.status]).toEqual([201, 422])
    expect(other.body.errors[0].pointer).toBe('/header/Idempotency-Key')
    expect((await post('/v1/consumers/acme', consumerBody(), key)).status).toBe(201)
    const colleague = await plane.as({ roles: ['tenant-admin'], tenant: 'default' })
    const headers = { 'Idempotency-Key': key }
    const theirs = await colleague('/v1/consumers/default', { body: consumerBody(), headers })
    expect(theirs.status).toBe(201)
  })

  it('keeps a refusal too', async () => {
    const body = consumerBody()
    const existing = await make(admin, '/v1/consumers/default', body)
    const key = unique('refused')
    const first = await post('/v1/consumers/default', body, key)
    await admin(`/v1/consumers/default/${existing.id}`, { method: 'DELETE' })
    const again = await post('/v1/consumers/default', body, key)
    expect([first.status, again.status]).toEqual([409, 409])
    expect(again.text).toBe(first.text)
    expect(again.headers.get('content-type')).toBe('application/problem+json')
  })

  it('shows an API key again for ten minutes and then never', async () => {
    const { consumer, contract } = await seededPair()
    const key = unique('issue')
    const body = { consumer_id: consumer, api_id: contract, tenant_id: 'default' }
    const first = await post('/v1/subscriptions', body, key)
    const soon = await post('/v1/subscriptions', body, key)
    expect(soon.body).toEqual(first.body)
    expect(first.body.api_key).toMatch(/^stoa_sk_[0-9a-f]{32}$/)
    time = new Date(time.getTime() + 10 * 60_000 + 1)
    const late = await post('/v1/subscriptions', body, key)
    expect(late.status).toBe(201)
    expect(late.body).toMatchObject({ id: first.body.id, api_key: null })
    expect(late.body.key_notice).toMatch(/Rotate/)
    time = new Date(time.getTime() + 24 * 3_600_000)
    // Forgotten: the request is a new one, and meets the subscription that is there.
    expect((await post('/v1/subscriptions', body, key)).status).toBe(409)
  })

  it('must be one that cannot be guessed by accident', async () => {
    expect((await post('/v1/consumers/default', consumerBody(), 'short')).status).toBe(422)
  })
})

async function seededPair() {
  const consumer = await make(admin, '/v1/consumers/default', consumerBody())
  const contract = await make(admin, '/v1/contracts', contractBody('default'))
  return { consumer: consumer.id, contract: contract.id }
}

describe('If-Match', () => {
  it('stops the second of two changes, on every resource', async () => {
    const seeded = await seedTenant(admin, 'default')
    const changes: [string, unknown][] = [
      [`/v1/contracts/${seeded.contract}`, { description: 'new' }],
      [`/v1/admin/policies/${seeded.policy}`, { description: 'new' }],
      [`/v1/consumers/default/${seeded.consumer}`, { description: 'new' }],
      [`/v1/plans/default/${seeded.plan}`, { description: 'new' }],
    ]
    for (const [path, body] of changes) {
      const { etag } = (await admin(path)).body
      const change = { method: 'PATCH', body, headers: { 'If-Match': etag } }
      const first = await admin(path, change)
      expect([path, first.status, first.body.description]).toEqual([path, 200, 'new'])
      expect(first.headers.get('etag')).toBe(first.body.etag)
      const second = await admin(path, { ...change, body: { description: 'lost' } })
      expect([path, second.status]).toEqual([path, 412])
      const stale = await admin(path, { method: 'DELETE', headers: { 'If-Match': etag } })
      expect([path, stale.status]).toEqual([path, 412])
      expect((await admin(path)).body).toEqual(first.body)
    }
  })

  it('loses no update in 100 races', async () => {
    const { id } = await make(admin, '/v1/consumers/default', consumerBody())
    const path = `/v1/consumers/default/${id}`
    const race = async (description: string) => {
      const { etag } = (await admin(path)).body
      const headers = { 'If-Match': etag }
      const reply = await admin(path, { method: 'PATCH', body: { description }, headers })
      return reply.status
    }
    const statuses = await Promise.all(
      Array.from({ length: 100 }, (_, index) => race(`writer ${index}`)),
    )
    const won = statuses.filter((status) => status === 200).length
    expect(statuses.filter((status) => status === 412)).toHaveLength(100 - won)
    expect((await admin(path)).body.etag).toBe(`"${won + 1}"`)
  })

  it('may be left out, and accepts a list and *', async () => {
    const { id } = await make(admin, '/v1/consumers/default', consumerBody())
    const path = `/v1/consumers/default/${id}`
    const patch = (ifMatch?: string) =>
      admin(path, {
        method: 'PATCH',
        body: { company: 'x' },
        ...(ifMatch !== undefined && { headers: { 'If-Match': ifMatch } }),
      })
    expect((await patch()).status).toBe(200)
    expect((await patch('"9", "2"')).status).toBe(200)
    expect((await patch('*')).status).toBe(200)
    expect((await patch('W/"4"')).status).toBe(412)
  })
})

describe('the audit trail', () => {
  it('has one row for each write, with before and after, and none for a refused one', async () => {
    const before = await countOf('audit_log')
    const made = await make(admin, '/v1/admin/policies', policyBody('default'))
    const path = `/v1/admin/policies/${made.id}`
    const changed = await admin(path, { method: 'PATCH', body: { config: { burst: 20 } } })
    await admin(path, { method: 'PATCH', body: { config: { burst: 0 } } })
    await admin(path, { method: 'DELETE', headers: { 'If-Match': '"1"' } })
    const rows = await plane.services.db
      .selectFrom('audit_log')
      .selectAll()
      .where('resource_id', '=', made.id)
      .orderBy('seq')
      .execute()
    expect(await countOf('audit_log')).toBe(before + 2)
    expect(rows.map(({ action }) => action)).toEqual(['create', 'update'])
    expect(rows[1]).toMatchObject({
      tenant_id: 'default',
      actor: 'cpi-admin@nowhere',
      resource_type: 'policy',
      before: { config: { burst: 10 } },
      after: { config: { burst: 20 } },
      request_id: changed.headers.get('x-request-id'),
    })
  })

  it('is written with the object or not at all', async () => {
    const { db } = plane.services
    await sql`alter table audit_log add constraint refuse check (resource_name <> 'unlucky') not valid`.execute(
      db,
    )
    const counts = async () => [
      await countOf('consumers'),
      await countOf('audit_log'),
      await countOf('gateway_changes'),
    ]
    const before = await counts()
    const headers = { 'Idempotency-Key': unique('unlucky') }
    const body = consumerBody({ name: 'unlucky' })
    const failed = await admin('/v1/consumers/default', { body, headers })
    expect(failed.status).toBe(500)
    expect(failed.text).not.toMatch(/constraint|at .*\.ts/)
    expect(await counts()).toEqual(before)
    await sql`alter table audit_log drop constraint refuse`.execute(db)
    expect((await admin('/v1/consumers/default', { body, headers })).status).toBe(201)
  })

  it('shows a row that was altered or removed', async () => {
    const { db } = plane.services
    expect(await firstBrokenRow(db)).toBeNull()
    const rows = await db.selectFrom('audit_log').selectAll().orderBy('seq').limit(3).execute()
    const [, second, third] = rows
    if (!second || !third) throw new Error('there must be three rows by now')
    const rename = (actor_name: string) =>
      db.updateTable('audit_log').set({ actor_name }).where('seq', '=', second.seq).execute()
    await rename('somebody else')
    expect(await firstBrokenRow(db)).toBe(second.id)
    await rename(second.actor_name)
    expect(await firstBrokenRow(db)).toBeNull()
    await db.deleteFrom('audit_log').where('seq', '=', second.seq).execute()
    expect(await firstBrokenRow(db)).toBe(third.id)
  })
})

describe('the gateway', () => {
  it('is told after the commit, and its absence holds up no write for long', async () => {
    const seen: number[] = []
    let isHanging = false
    const publisher = (db: TestControlPlane['services']['db']): GatewayPublisher => ({
      async flush() {
        if (isHanging) await Promise.withResolvers<void>().promise
        const rows = await db.selectFrom('gateway_changes').select('seq').execute()
        seen.push(rows.length)
      },
    })
    const alone = await startTestControlPlane(
      {},
      {
        modules: [
          ...MODULES,
          (_, services) => {
            services.publisher = publisher(services.db)
          },
        ],
      },
    )
    try {
      const call = await alone.as({ roles: ['cpi-admin'] })
      await make(call, '/v1/consumers/default', consumerBody())
      expect(seen).toEqual([1])
      isHanging = true
      const started = performance.now()
      await make(call, '/v1/consumers/default', consumerBody())
      const waited = performance.now() - started
      expect(waited).toBeGreaterThan(700)
      expect(waited).toBeLessThan(2_500)
    } finally {
      await alone.stop()
    }
  })
})
