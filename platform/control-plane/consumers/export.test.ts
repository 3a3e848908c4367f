import { parse } from 'csv-parse/sync'
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

async function rows(query: string): Promise<Record<string, string>[]> {
  const reply = await call(`${PATH}/${query}`)
  expect([reply.status, reply.headers.get('content-type')]).toEqual([
    200,
    'text/csv; charset=utf-8',
  ])
  return parse(reply.text, { columns: true }) as unknown as Record<string, string>[]
}

async function subscribed(consumer: string, api: string, more: Record<string, unknown> = {}) {
  return make(call, '/v1/subscriptions', {
    consumer_id: consumer,
    api_id: api,
    tenant_id: 'default',
    ...more,
  })
}

describe('the export of consumers', () => {
  it('has what the filter finds, and nothing else', async () => {
    const mark = unique('exported')
    const one = await make(call, PATH, consumerBody({ company: mark, description: 'a,"b"\nc' }))
    const two = await make(call, PATH, consumerBody({ company: mark }))
    await make(call, PATH, consumerBody())
    await call(`${PATH}/${two.id}/suspend`, { body: { reason: 'unpaid' } })
    const all = await rows(`export.csv?search=${mark}`)
    expect(all.map(({ id }) => id)).toEqual([one.id, two.id])
    expect(all[0]).toMatchObject({ company: mark, description: 'a,"b"\nc', status: 'active' })
    const suspended = await rows(`export.csv?search=${mark}&status=suspended`)
    expect(suspended).toEqual([expect.objectContaining({ id: two.id, status_reason: 'unpaid' })])
    const email = `${mark}@x.y`
    const three = await make(call, PATH, consumerBody({ email }))
    expect((await rows(`export.csv?email=${email}`)).map(({ id }) => id)).toEqual([three.id])
  })

  it('has a header and no row where nothing fits', async () => {
    const reply = await call(`${PATH}/export.csv?search=nobody-is-called-this`)
    expect(reply.text).toMatch(/^external_id,name,email,company,description,[^\n]*\r\n$/)
    expect(reply.headers.get('content-disposition')).toBe(
      'attachment; filename="consumers-default.csv"',
    )
  })

  it.each([
    '=HYPERLINK("http://evil.example")',
    '+cmd|calc',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    '＝1',
  ])('writes the name %j as text', async (name) => {
    const mark = unique('inert')
    await make(call, PATH, consumerBody({ name, company: mark }))
    const [row] = await rows(`export.csv?search=${mark}`)
    expect(row?.['name']).toBe(`'${name}`)
  })

  it('needs the permission to read', async () => {
    const nobody = await plane.as({ roles: [], tenant: 'default' })
    expect((await nobody(`${PATH}/export.csv`)).status).toBe(403)
    expect((await nobody(`${PATH}/access.csv`)).status).toBe(403)
    expect((await plane.call(`${PATH}/export.csv`)).status).toBe(401)
  })

  it('has every row once over its pages', async () => {
    const mark = unique('paged')
    for (let start = 0; start < 6_001; start += 2_000) {
      const count = Math.min(2_000, 6_001 - start)
      const lines = Array.from({ length: count }, (_, n) => `${mark}-${start + n},N,n@x.y`)
      const csv = `external_id,name,email\n${lines.join('\n')}\n`
      await call(`${PATH}/bulk`, { body: csv, headers: { 'Content-Type': 'text/csv' } })
    }
    const all = await rows(`export.csv?search=${mark}-`)
    expect([all.length, new Set(all.map(({ id }) => id)).size]).toEqual([6_001, 6_001])
  }, 60_000)
})

describe('who has access to what', () => {
  it('shows the live subscriptions of a page of consumers to the APIs asked for', async () => {
    const mark = unique('matrix')
    const [a, b, other] = [
      await make(call, '/v1/contracts', contractBody('default')),
      await make(call, '/v1/contracts', contractBody('default')),
      await make(call, '/v1/contracts', contractBody('default')),
    ]
    const one = await make(call, PATH, consumerBody({ company: mark, name: 'A' }))
    const two = await make(call, PATH, consumerBody({ company: mark, name: 'B' }))
    const plan = await make(call, '/v1/plans/default', { slug: unique('plan'), name: 'Gold' })
    const first = await subscribed(one.id, a.id, { plan_id: plan.id })
    await subscribed(one.id, other.id)
    const revoked = await subscribed(two.id, b.id)
    await call(`/v1/subscriptions/${revoked.id}/revoke`, { method: 'POST' })

    const query = `search=${mark}&api_id=${a.id}&api_id=${b.id}`
    const { body } = await call(`${PATH}/access?${query}`)
    expect(body.total).toBe(2)
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['A', 'B'])
    expect(body.items[0].access).toEqual([
      {
        subscription_id: first.id,
        api_id: a.id,
        status: 'active',
        plan_name: 'Gold',
        api_key_prefix: first['api_key_prefix'],
        expires_at: null,
      },
    ])
    expect(body.items[1].access).toEqual([])
    const held = await call(`${PATH}/access?${query}&with_access=true`)
    expect(held.body.items.map(({ name }: { name: string }) => name)).toEqual(['A'])
  })

  it('names a column at least', async () => {
    expect((await call(`${PATH}/access`)).status).toBe(422)
    expect((await call(`${PATH}/access?api_id=none`)).status).toBe(422)
  })

  it('is told as CSV, a line for each', async () => {
    const mark = unique('told')
    const api = await make(call, '/v1/contracts', contractBody('default'))
    const other = await make(call, '/v1/contracts', contractBody('default'))
    const consumer = await make(call, PATH, consumerBody({ company: mark, name: '=1+1' }))
    const held = await subscribed(consumer.id, api.id)
    const more = await subscribed(consumer.id, other.id)
    const ids = async (query: string) =>
      (await rows(`access.csv?${query}`)).map((row) => row['subscription_id'])
    expect(await ids(`search=${mark}`)).toEqual([held.id, more.id])
    expect(await ids(`search=${mark}&api_id=${other.id}`)).toEqual([more.id])
    expect(await ids(`search=${mark}&status=blocked`)).toEqual([])
    const [row] = await rows(`access.csv?search=${mark}`)
    expect(row).toMatchObject({ consumer_name: "'=1+1", subscription_status: 'active' })
  })
})

describe('the order by name', () => {
  it('follows a consumer that is called something else', async () => {
    const api = await make(call, '/v1/contracts', contractBody('default'))
    const one = await make(call, PATH, consumerBody({ name: 'aaa' }))
    const two = await make(call, PATH, consumerBody({ name: 'BBB' }))
    await subscribed(two.id, api.id)
    await subscribed(one.id, api.id)
    const names = async () => {
      const path = `/v1/subscriptions/tenant/default?api_id=${api.id}&sort=consumer_name`
      const { body } = await call(path)
      return body.items.map((item: { consumer_name: string }) => item.consumer_name)
    }
    expect(await names()).toEqual(['aaa', 'BBB'])
    await call(`${PATH}/${one.id}`, { method: 'PATCH', body: { name: 'ccc' } })
    expect(await names()).toEqual(['BBB', 'ccc'])
  })
})
