import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'

import { startTestControlPlane } from '../test/control-plane.ts'
import { csvLine } from '../core/csv.ts'
import { consumerBody, contractBody, make, policyBody, unique } from '../test/seed.ts'

let controlPlane: TestControlPlane
let admin: TestControlPlane['call']
let other: TestControlPlane['call']

beforeAll(async () => {
  controlPlane = await startTestControlPlane()
  admin = await controlPlane.as({ roles: ['tenant-admin'], tenant: 'acme' })
  other = await controlPlane.as({ roles: ['tenant-admin'], tenant: 'default' })
  for (let n = 0; n < 3; n += 1)
    await admin('/v1/consumers/acme', {
      body: {
        external_id: `client-${n}`,
        name: `=HYPERLINK("http://evil") ${n}`,
        email: 'dev@acme.example',
      },
    })
  await other('/v1/consumers/default', {
    body: { external_id: 'canary', name: 'canary', email: 'a@b' },
  })
})
afterAll(() => controlPlane.stop())

test("newest first, the tenant's own alone, with what changed", async () => {
  const { body } = await admin('/v1/audit/acme')
  expect(body.total).toBe(3)
  expect(body.items.map((item: { resource_name: string }) => item.resource_name.slice(-1))).toEqual(
    ['2', '1', '0'],
  )
  expect(body.items[0]).toMatchObject({
    action: 'create',
    resource_type: 'consumer',
    before: null,
    after: { external_id: 'client-2' },
  })
  expect(JSON.stringify(body)).not.toContain('canary')
})

test("another tenant's trail is not there", async () => {
  expect((await admin('/v1/audit/default')).status).toBe(404)
  expect((await admin('/v1/audit/default/export.csv')).status).toBe(404)
})

test.each([
  ['actor=tenant-admin@acme', 3],
  ['actor=tenant-admin', 3],
  ['actor=nobody', 0],
  ['action=create', 3],
  ['action=delete', 0],
  ['resource_type=consumer', 3],
  ['resource_type=policy', 0],
  ['search=EVIL%22)%201', 1],
  ['search=%25', 0],
  ['resource_id=00000000-0000-7000-8000-000000000000', 0],
  ['from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z', 3],
  ['to=2020-01-01T00:00:00Z', 0],
  ['page=2&page_size=2', 3],
])('filter %s finds %i', async (filter, total) => {
  const { body, status } = await admin(`/v1/audit/acme?${filter}`)
  expect(status).toBe(200)
  expect(body.total).toBe(total)
})

test('a resource is found by its id, in either case', async () => {
  const { body } = await admin('/v1/consumers/acme?search=client-1')
  const id = body.items[0]?.id ?? ''
  expect((await admin(`/v1/audit/acme?resource_id=${id.toUpperCase()}`)).body.total).toBe(1)
})

describe("a consumer's own history", () => {
  /** What was done to a consumer with a subscription that is rotated and a policy that is bound and unbound. */
  async function lived() {
    const body = consumerBody({ external_id: unique('lived') })
    const consumer = await make(admin, '/v1/consumers/acme', body)
    const contract = await make(admin, '/v1/contracts', contractBody('acme'))
    const order = { consumer_id: consumer.id, api_id: contract.id, tenant_id: 'acme' }
    const { id } = await make(admin, '/v1/subscriptions', order)
    await admin(`/v1/subscriptions/${id}/rotate-key`, { method: 'POST' })
    const policy = await make(admin, '/v1/admin/policies', policyBody('acme'))
    const bindings = '/v1/admin/policies/bindings'
    const bind = { policy_id: policy.id, consumer_id: consumer.id }
    const binding = await make(admin, bindings, bind)
    await admin(`${bindings}/${binding.id}`, { method: 'DELETE' })
    return consumer.id
  }
  const steps = [
    'policy unbind',
    'policy bind',
    'subscription rotate-key',
    'subscription create',
    'consumer create',
  ]
  const stepsOf = (items: { resource_type: string; action: string }[]) =>
    items.map(({ resource_type, action }) => `${resource_type} ${action}`)

  test('has its subscriptions, its keys and its policies, and nothing of anybody else', async () => {
    const [id] = [await lived(), await lived()]
    const { body } = await admin(`/v1/audit/acme?concerns_consumer=${id}`)
    expect([body.total, stepsOf(body.items)]).toEqual([5, steps])
    const upper = await admin(`/v1/audit/acme?concerns_consumer=${id.toUpperCase()}&page_size=2`)
    expect([upper.body.total, stepsOf(upper.body.items)]).toEqual([5, steps.slice(0, 2)])
    const of = `concerns_consumer=${id}&resource_type=subscription`
    expect((await admin(`/v1/audit/acme?${of}`)).body.total).toBe(2)
    const file = await admin(`/v1/audit/acme/export.csv?${of}`)
    expect(file.text.trimEnd().split('\r\n')).toHaveLength(3)
    expect((await other(`/v1/audit/default?concerns_consumer=${id}`)).body.total).toBe(0)
  })

  test('goes on when the consumer is gone, with what that ended', async () => {
    const id = await lived()
    await admin(`/v1/consumers/acme/${id}`, { method: 'DELETE', headers: { 'If-Match': '*' } })
    const { body } = await admin(`/v1/audit/acme?concerns_consumer=${id}`)
    expect(stepsOf(body.items).slice(0, 2).toSorted()).toEqual([
      'consumer delete',
      'subscription revoke',
    ])
    expect(stepsOf(body.items).slice(2)).toEqual(steps)
  })

  test('is asked for by an id only', async () => {
    expect((await admin('/v1/audit/acme?concerns_consumer=acme')).status).toBe(422)
  })
})

test('a developer without a role does not read it', async () => {
  const developer = await controlPlane.as({})
  expect((await developer('/v1/audit/acme')).status).toBe(403)
})

test('the CSV has every row, quoted, and no cell that a spreadsheet would run', async () => {
  const { text, headers, status } = await admin('/v1/audit/acme/export.csv?search=evil')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(headers.get('content-disposition')).toBe('attachment; filename="audit-acme.csv"')
  const lines = text.split('\r\n')
  expect(lines[0]).toBe(
    'at,actor_name,actor,action,resource_type,resource_id,resource_name,before,after,request_id,id',
  )
  expect(lines).toHaveLength(5)
  expect(lines[1]).toContain(`,"'=HYPERLINK(""http://evil"") 2",`)
})

test('the same rows are exported as JSON', async () => {
  const list = await admin('/v1/audit/acme?page_size=100')
  const { headers, text } = await admin('/v1/audit/acme/export.json')
  expect(headers.get('content-disposition')).toBe('attachment; filename="audit-acme.json"')
  expect(JSON.parse(text)).toEqual(list.body.items)
  expect((await admin('/v1/audit/acme/export.json?search=nobody-made-this')).text).toBe('[]')
  expect((await admin('/v1/audit/default/export.json')).status).toBe(404)
})

test('whether the trail is whole is found out by reading it', async () => {
  const { status, body } = await admin('/v1/audit/acme/chain')
  expect(status).toBe(200)
  expect(body).toMatchObject({ whole: true, first_broken_id: null })
  expect(body.checked_rows).toBeGreaterThan(0)
})

test('the CSV reads on over the pages of the database', async () => {
  const csv = ['a', 'b'].flatMap((letter) =>
    Array.from({ length: 300 }, (_, n) => `${letter}${n},n,e@x.example,,`),
  )
  const { body } = await other('/v1/consumers/default/bulk', {
    body: ['external_id,name,email,company,description', ...csv].join('\n'),
    headers: { 'Content-Type': 'text/csv' },
  })
  expect(body).toMatchObject({ created: 600 })
  const { text } = await other('/v1/audit/default/export.csv?resource_type=consumer')
  const rows = text.trimEnd().split('\r\n')
  expect(rows).toHaveLength(602)
  expect(new Set(rows).size).toBe(602)
})

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-2', '-2'],
  ['+3.5', '+3.5'],
  ['-2+cmd', "'-2+cmd"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['  =1', "'  =1"],
  ['\uff1d1+1', "'\uff1d1+1"],
  ['\tx', "'\tx"],
  ['\rx', `"'\rx"`],
  ['\u0000=1', "'=1"],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', '"two\nlines"'],
  ['plain', 'plain'],
  ['', ''],
])('the cell %j becomes %j', (cell, written) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`)
})
