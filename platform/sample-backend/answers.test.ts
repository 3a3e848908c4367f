import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer } from './answers.ts'

const server = createServer((request, response) => void answer(request, response))
let base = ''

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
})
afterAll(() => void server.close())

const call = async (path: string, init?: RequestInit) => {
  const response = await fetch(base + path, init)
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
}

test('health', async () => {
  expect(await call('/health')).toEqual({ status: 200, body: { status: 'ok' } })
})

test('an item that was added is in the list', async () => {
  const added = await call('/items', { method: 'POST', body: '{"name":"Stool"}' })
  expect(added).toMatchObject({ status: 201, body: { name: 'Stool' } })
  expect((await call('/items')).body).toMatchObject({
    items: expect.arrayContaining([added.body]),
  })
})

test.each(['', '{', '{}', 'null', '{"name":7}', '{"name":""}', `{"name":"${'x'.repeat(101)}"}`])(
  'the item %j is refused',
  async (body) => {
    expect(await call('/items', { method: 'POST', body })).toMatchObject({ status: 400 })
  },
)

test('the echo shows everything but secrets', async () => {
  const headers = {
    'x-api-key': 'stoa_sk_secret',
    authorization: 'Bearer secret',
    cookie: 'sid=secret',
    'x-note': 'hello',
  }
  const echo = await call('/echo?a=1', { method: 'PUT', headers, body: 'text' })
  expect(echo).toMatchObject({
    status: 200,
    body: { method: 'PUT', query: { a: '1' }, headers: { 'x-note': 'hello' }, body: 'text' },
  })
  expect(JSON.stringify(echo.body)).not.toContain('secret')
})

test.each([200, 204, 404, 429, 500, 503])('the status %i on request', async (status) => {
  expect((await call(`/status/${status}`)).status).toBe(status)
})

test.each(['/status/99', '/status/600', '/slow?ms=-1', '/slow?ms=abc', '/slow?ms=99999999'])(
  '%s is refused',
  async (path) => {
    expect((await call(path)).status).toBe(400)
  },
)

test('a slow answer takes as long as asked', async () => {
  const started = performance.now()
  expect((await call('/slow?ms=120')).body).toEqual({ waited_ms: 120 })
  expect(performance.now() - started).toBeGreaterThanOrEqual(115)
})

test('a body over 64 KiB is refused', async () => {
  const body = 'x'.repeat(64 * 1024 + 1)
  expect((await call('/echo', { method: 'POST', body })).status).toBe(400)
})

test('an unknown path is 404, and the description knows every path', async () => {
  expect((await call('/nothing')).status).toBe(404)
  const { body } = await call('/openapi.json')
  const { paths } = body as { paths: object }
  expect(Object.keys(paths)).toEqual(['/health', '/items', '/echo', '/slow', '/status/{code}'])
})
