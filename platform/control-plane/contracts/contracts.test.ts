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

const pointersOf = (errors: { pointer: string }[]) => errors.map(({ pointer }) => pointer)

async function subscribe(contract: string) {
  const consumer = await make(call, '/v1/consumers/default', consumerBody())
  return make(call, '/v1/subscriptions', {
    consumer_id: consumer.id,
    api_id: contract,
    tenant_id: 'default',
  })
}

describe('a contract', () => {
  it("is the runbook's body and what the platform adds", async () => {
    const body = contractBody('default')
    const reply = await call('/v1/contracts', { body })
    expect(reply.status).toBe(201)
    expect(reply.body).toMatchObject({
      ...body,
      status: 'published',
      bindings: [{ protocol: 'rest', path: `/${body.apiName}/v1` }],
    })
    expect(reply.headers.get('location')).toBe(`/v1/contracts/${reply.body.id}`)
    expect((await call(`/v1/contracts/${reply.body.id}`)).body).toEqual(reply.body)
  })

  it('has defaults for what is left out', async () => {
    const apiName = unique('bare')
    const made = await call('/v1/contracts', {
      body: { apiName, apiVersion: '2.3.4', tenant: 'default', endpoint: { url: 'http://b:1' } },
    })
    expect(made.body).toMatchObject({
      displayName: apiName,
      description: '',
      endpoint: { url: 'http://b:1', method: 'REST', timeout: '15s' },
      auth: { type: 'api_key' },
      portal: { visible: false, categories: [] },
      metadata: {},
      bindings: [{ protocol: 'rest', path: `/${apiName}/v2` }],
    })
  })

  it('is unique by name and version within its tenant', async () => {
    const body = contractBody('default')
    const { id } = await make(call, '/v1/contracts', body)
    const twice = await call('/v1/contracts', { body })
    expect(twice.status).toBe(409)
    expect(pointersOf(twice.body.errors)).toEqual(['/apiVersion'])
    const next = await make(call, '/v1/contracts', { ...body, apiVersion: '1.1.0' })
    const renamed = { method: 'PATCH', body: { apiVersion: '1.0.0' } }
    expect((await call(`/v1/contracts/${next.id}`, renamed)).status).toBe(409)
    await call(`/v1/contracts/${id}`, { method: 'DELETE' })
    expect((await call('/v1/contracts', { body })).status).toBe(201)
  })

  it('changes only what the patch names', async () => {
    const made = await make(
      call,
      '/v1/contracts',
      contractBody('default', { metadata: { a: 1, b: 2 } }),
    )
    const patch = {
      endpoint: { url: 'https://new.example/v2' },
      metadata: { a: null, c: { d: 3 } },
    }
    const reply = await call(`/v1/contracts/${made.id}`, { method: 'PATCH', body: patch })
    expect(reply.body).toMatchObject({
      displayName: 'My Service API',
      endpoint: { url: 'https://new.example/v2', method: 'REST', timeout: '15s' },
      portal: { visible: true, categories: ['production'] },
    })
    expect(reply.body.metadata).toEqual({ b: 2, c: { d: 3 } })
    const nothing = await call(`/v1/contracts/${made.id}`, { method: 'PATCH', body: {} })
    expect(nothing.status).toBe(422)
  })

  it.each([
    'http://169.254.169.254/latest',
    'http://[fe80::1]/',
    'http://0.0.0.0:80/',
    'http://0:80/',
    'http://2852039166/',
    'http://0xa9.0xfe.0xa9.0xfe/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[2002:a9fe:a9fe::]/',
    'http://[fd00:ec2::254]/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://①②⑦.0.0.1:3000/',
    'http://127.0.0.1:3000/',
    'http://localhost:3000/',
    'http://localhost.:3000/',
    'http://[::1]:3000/',
    'http://[::ffff:7f00:1]:3000/',
  ])('never points at %s', async (url) => {
    const body = contractBody('default', { endpoint: { url } })
    const reply = await call('/v1/contracts', { body })
    expect(reply.status).toBe(422)
    expect(pointersOf(reply.body.errors)).toEqual(['/endpoint/url'])
  })

  it.each([
    'http://10.0.0.1:8080/api',
    'http://127.0.0.1:8090',
    'https://api.example.com',
    'http://[fd12::1]/',
  ])('may point at %s', async (url) => {
    expect(
      (await call('/v1/contracts', { body: contractBody('default', { endpoint: { url } }) }))
        .status,
    ).toBe(201)
  })

  it('waits between 100 ms and 60 s', async () => {
    const status = async (timeout: string) =>
      (
        await call('/v1/contracts', {
          body: contractBody('default', { endpoint: { url: 'http://b', timeout } }),
        })
      ).status
    expect(await status('100ms')).toBe(201)
    expect(await status('60s')).toBe(201)
    for (const wrong of ['99ms', '61s', '60001ms', '1m', '15'])
      expect([wrong, await status(wrong)]).toEqual([wrong, 422])
  })
})

describe('the life of a contract', () => {
  const step = (id: string, name: string, body?: unknown) =>
    call(`/v1/contracts/${id}/${name}`, { method: 'POST', ...(body !== undefined && { body }) })

  it('is draft, published, deprecated, retired, in this order only', async () => {
    const { id } = await make(call, '/v1/contracts', contractBody('default', { status: 'draft' }))
    const reason = { reason: 'v2 is out', sunset_at: '2099-01-01T00:00:00+02:00' }
    expect((await step(id, 'deprecate', reason)).status).toBe(409)
    expect((await step(id, 'retire')).status).toBe(409)
    expect((await step(id, 'publish')).body.status).toBe('published')
    expect((await step(id, 'publish')).status).toBe(409)
    const deprecated = await step(id, 'deprecate', reason)
    expect(deprecated.body.deprecation).toMatchObject({
      reason: 'v2 is out',
      sunset_at: '2098-12-31T22:00:00.000Z',
    })
    const retired = await step(id, 'retire')
    expect(retired.body.status).toBe('retired')
    expect((await step(id, 'publish')).body.detail).toMatch(/is retired/)
  })

  it('ends with a sunset that is still to come', async () => {
    const { id } = await make(call, '/v1/contracts', contractBody('default'))
    for (const sunset_at of [
      '2020-01-01T00:00:00Z',
      '2099-12-31T23:59:60Z',
      '9999-12-31T23:59:59-10:00',
    ]) {
      const reply = await step(id, 'deprecate', { reason: 'x', sunset_at })
      expect([reply.status, pointersOf(reply.body.errors)]).toEqual([422, ['/sunset_at']])
    }
  })

  it('is not ended while it has live subscriptions, unless forced', async () => {
    const { id } = await make(call, '/v1/contracts', contractBody('default'))
    const subscription = await subscribe(id)
    const refused = await call(`/v1/contracts/${id}`, { method: 'DELETE' })
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringMatching(/1 live/)])
    expect((await call(`/v1/contracts/${id}?force=true`, { method: 'DELETE' })).status).toBe(204)
    expect((await call(`/v1/contracts/${id}`)).status).toBe(404)
    const after = await call(`/v1/subscriptions/${subscription.id}`)
    expect(after.body).toMatchObject({ status: 'revoked', status_reason: 'The API was deleted.' })
  })
})

describe("the API's own OpenAPI document", () => {
  it('comes back as it was sent', async () => {
    const { id } = await make(call, '/v1/contracts', contractBody('default'))
    const path = `/v1/contracts/${id}/openapi`
    expect((await call(path)).status).toBe(404)
    const document = { openapi: '3.1.0', zeta: 1, alpha: { b: 2, a: '<script>' } }
    const put = await call(path, { method: 'PUT', body: document, headers: { 'If-Match': '"1"' } })
    expect([put.status, put.headers.get('etag')]).toEqual([204, '"2"'])
    expect((await call(path)).text).toBe(JSON.stringify(document))
    expect((await call(`/v1/contracts/${id}`)).body.has_openapi).toBe(true)
    const stale = await call(path, {
      method: 'PUT',
      body: document,
      headers: { 'If-Match': '"1"' },
    })
    expect(stale.status).toBe(412)
  })
})

describe('the list of contracts', () => {
  it('is filtered, searched, sorted and paged over all rows', async () => {
    const mark = unique('findme')
    for (const n of [3, 1, 2])
      await make(
        call,
        '/v1/contracts',
        contractBody('default', {
          displayName: `${mark} ${n}`,
          portal: { categories: [n === 1 ? '100%_sure' : 'other'] },
          status: n === 3 ? 'draft' : 'published',
        }),
      )
    const names = async (query: string) => {
      const reply = await call(`/v1/contracts?search=${mark}&${query}`)
      return reply.body.items.map(({ displayName }: { displayName: string }) =>
        displayName.slice(-1),
      )
    }
    expect(await names('sort=displayName')).toEqual(['1', '2', '3'])
    expect(await names('sort=-displayName')).toEqual(['3', '2', '1'])
    expect(await names('status=draft')).toEqual(['3'])
    expect(await names(`category=${encodeURIComponent('100%_sure')}`)).toEqual(['1'])
    const page = await call(
      `/v1/contracts?search=${mark.toUpperCase()}&sort=displayName&page=2&page_size=2`,
    )
    expect(page.body).toMatchObject({ total: 3, page: 2, page_size: 2 })
    expect(page.body.items).toHaveLength(1)
    for (const [field, one] of [
      ['name', { apiName: unique('by-name') }],
      ['display name', { displayName: unique('By display name') }],
      ['description', { description: unique('by description ') }],
      [
        'backend',
        { endpoint: { url: `http://${unique('By-Backend')}.example.com/%41_b`, method: 'REST' } },
      ],
    ] as const) {
      const { id } = await make(call, '/v1/contracts', contractBody('default', one))
      const text = Object.values(one)
        .map((value) => (typeof value === 'string' ? value : value.url))
        .join('')
      for (const typed of [text.toUpperCase(), text.slice(3)]) {
        const found = await call(`/v1/contracts?search=${encodeURIComponent(typed)}`)
        expect([field, found.body.items.map((item: { id: string }) => item.id)]).toEqual([
          field,
          [id],
        ])
      }
    }
    const wrong = await call('/v1/contracts?sort=endpoint_url')
    expect([wrong.status, pointersOf(wrong.body.errors)]).toEqual([422, ['/query/sort']])
    expect((await call('/v1/contracts?sort=constructor')).status).toBe(422)
  })
})
