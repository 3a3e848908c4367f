import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { Refusal } from '../core/problems.ts'
import type { TestControlPlane } from '../test/control-plane.ts'
import { startTestControlPlane } from '../test/control-plane.ts'
import { contractBody, make } from '../test/seed.ts'
import { fetchDocument } from './openapi-fetch.ts'

const document = '{"openapi":"3.1.0","info":{"title":"A","version":"1"},"paths":{}}'
const LARGE = 5 * 1024 * 1024 + 1

/** What the machine at the address answers, by path. */
const answers: Record<string, (response: ServerResponse) => void> = {
  '/openapi.json': (to) => to.setHeader('content-type', 'application/json').end(document),
  '/openapi.yaml': (to) =>
    to.setHeader('content-type', 'text/yaml; charset=utf-8').end('openapi: 3.1.0'),
  '/untyped': (to) => to.end(document),
  '/redirect': (to) => to.writeHead(302, { location: '/openapi.json' }).end(),
  '/away': (to) => to.writeHead(307, { location: 'http://169.254.169.254/' }).end(),
  '/page': (to) => to.setHeader('content-type', 'text/html').end('<h1>Hello</h1>'),
  '/picture': (to) => to.setHeader('content-type', 'image/png').end('x'),
  '/bytes': (to) =>
    to.setHeader('content-type', 'application/octet-stream').end(Buffer.from([0xff, 0xfe, 0])),
  '/packed': (to) => to.setHeader('content-encoding', 'gzip').end('x'),
  '/missing': (to) => to.writeHead(404).end(document),
  '/announced': (to) => to.writeHead(200, { 'content-length': LARGE }).write('x'),
  '/endless': (to) => void to.write('x'.repeat(LARGE)),
  '/slow': (to) => void to.writeHead(200, { 'content-type': 'application/json' }).write('{'),
  '/cut': (to) => to.writeHead(200, { 'content-length': 99 }).write('x', () => to.destroy()),
}

let asked: Record<string, unknown>[] = []
let machine: Server
let origin: string
let plane: TestControlPlane
let call: TestControlPlane['call']

beforeAll(async () => {
  machine = createServer((request, response) => {
    asked.push(request.headers)
    answers[request.url ?? '']?.(response)
  })
  await new Promise<void>((done) => machine.listen(0, '127.0.0.1', done))
  // A server that listens on a port has an address object.
  origin = `http://127.0.0.1:${(machine.address() as AddressInfo).port}`
  plane = await startTestControlPlane()
  call = await plane.as({ roles: ['devops'], tenant: 'default' })
})
afterAll(async () => {
  machine.closeAllConnections()
  machine.close()
  await plane.stop()
})

const rules = { allowLoopback: true, deniedPorts: new Set<number>(), publicOnly: true }

/** Why there is no document, or the document. */
async function fetched(url: string, within = 3_000): Promise<string> {
  try {
    return (await fetchDocument(url, rules, AbortSignal.timeout(within))).text
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return `${error.status} ${error.details.errors?.[0]?.pointer}: ${error.message}`
  }
}

describe('POST /v1/contracts/openapi-fetch', () => {
  it('gives the document as text, asked for without any credentials', async () => {
    asked = []
    const reply = await call('/v1/contracts/openapi-fetch', {
      body: { url: `${origin}/openapi.json` },
    })
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({
      url: `${origin}/openapi.json`,
      content_type: 'application/json',
      text: document,
    })
    expect(asked).toHaveLength(1)
    expect(Object.keys(asked[0] ?? {})).not.toEqual(
      expect.arrayContaining(['authorization', 'cookie', 'x-request-id']),
    )
  })

  it('is for those who may register APIs', async () => {
    const viewer = await plane.as({ roles: ['viewer'], tenant: 'default' })
    const body = { url: `${origin}/openapi.json` }
    expect((await viewer('/v1/contracts/openapi-fetch', { body })).status).toBe(403)
    expect((await plane.call('/v1/contracts/openapi-fetch', { body })).status).toBe(401)
  })

  it('is limited for each caller', async () => {
    const claims = { sub: 'a-runaway-script' }
    const other = await plane.as({ roles: ['devops'], tenant: 'default', claims })
    const body = { url: 'http://169.254.169.254/' }
    const statuses: number[] = []
    for (let turn = 0; turn < 12; turn++)
      statuses.push((await other('/v1/contracts/openapi-fetch', { body })).status)
    expect(statuses.filter((status) => status === 422)).toHaveLength(10)
    expect(statuses.at(-1)).toBe(429)
  })

  it('names the address as the field at fault', async () => {
    const reply = await call('/v1/contracts/openapi-fetch', { body: { url: 'http://10.0.0.1/' } })
    expect(reply.status).toBe(422)
    expect(reply.body.errors).toEqual([
      { pointer: '/url', detail: expect.stringContaining('private network') },
    ])
    const none = await call('/v1/contracts/openapi-fetch', { body: { url: 'file:///etc/passwd' } })
    expect(none.body.errors).toMatchObject([{ pointer: '/url' }])
  })
})

describe('an address that is never connected to', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://[fe80::1]/',
    'http://0.0.0.0/',
    'http://2852039166/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://[fd12:3456::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[64:ff9b::a00:1]/',
    'http://user:secret@example.com/',
  ])('%s', async (url) => {
    expect(await fetched(url)).toMatch(/^422 \/url: .*(never connects|Credentials)/)
  })

  it('is every port of the platform itself', async () => {
    const own = { ...rules, deniedPorts: new Set([Number(new URL(origin).port)]) }
    asked = []
    await expect(
      fetchDocument(`${origin}/openapi.json`, own, AbortSignal.timeout(3_000)),
    ).rejects.toThrow('a port of the platform')
    await expect(
      fetchDocument(origin.replace('127.0.0.1', 'localhost'), own, AbortSignal.timeout(3_000)),
    ).rejects.toThrow('a port of the platform')
    expect(asked).toEqual([])
  })

  it('is this machine, unless backends may be on it', async () => {
    const strict = { ...rules, allowLoopback: false }
    await expect(fetchDocument(origin, strict, AbortSignal.timeout(3_000))).rejects.toThrow(
      'this machine itself',
    )
  })
})

describe('an address', () => {
  it.each(['/openapi.json', '/untyped'])('with a document: %s', async (path) => {
    expect(await fetched(origin + path)).toBe(document)
  })

  it.each([
    ['/redirect', 'leads elsewhere'],
    ['/away', 'leads elsewhere'],
    ['/page', 'web page'],
    ['/picture', 'neither JSON nor YAML'],
    ['/bytes', 'no text'],
    ['/packed', 'compressed'],
    ['/missing', 'answered 404'],
    ['/announced', 'larger than 5 MiB'],
    ['/endless', 'larger than 5 MiB'],
    ['/cut', 'could not be reached'],
  ])('without one is refused: %s (%s)', async (path, words) => {
    expect(await fetched(origin + path)).toMatch(new RegExp(`^422 /url: .*${words}`))
  })

  it('that takes too long is given up, in the middle of its answer too', async () => {
    const started = Date.now()
    expect(await fetched(`${origin}/slow`, 400)).toContain('in time')
    expect(Date.now() - started).toBeLessThan(2_000)
  })

  it('that nobody listens at, or that has no name, is told as such', async () => {
    expect(await fetched('http://127.0.0.1:1/')).toContain('could not be reached')
    expect(await fetched('http://no-such-host.invalid/')).toContain('no such host')
  })
})

describe("an API's own document", () => {
  it('can be forgotten, once', async () => {
    const { id } = await make(call, '/v1/contracts', contractBody('default'))
    const path = `/v1/contracts/${id}/openapi`
    expect((await call(path, { method: 'DELETE' })).status).toBe(404)
    await call(path, { method: 'PUT', body: { openapi: '3.1.0' } })
    const stale = await call(path, { method: 'DELETE', headers: { 'If-Match': '"1"' } })
    expect(stale.status).toBe(412)
    const { body } = await call(`/v1/contracts/${id}`)
    const headers = { 'If-Match': String(body.etag) }
    const gone = await call(path, { method: 'DELETE', headers })
    expect([gone.status, gone.headers.get('etag')]).toEqual([
      204,
      expect.not.stringMatching(/^"1"$/),
    ])
    expect((await call(path)).status).toBe(404)
    expect((await call(`/v1/contracts/${id}`)).body.has_openapi).toBe(false)
    const rows = await (
      await plane.as({ roles: ['tenant-admin'], tenant: 'default' })
    )(`/v1/audit/default?resource_id=${id}`)
    expect(rows.text).toContain('delete-openapi')
  })
})
