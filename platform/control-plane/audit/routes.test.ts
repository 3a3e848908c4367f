import { afterAll, beforeAll, expect, test } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'

import { startTestControlPlane } from '../test/control-plane.ts'
import { csvLine } from './csv.ts'

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
