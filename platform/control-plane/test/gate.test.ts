import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { TestControlPlane } from './control-plane.ts'
import { startTestControlPlane } from './control-plane.ts'
import { contractBody } from './seed.ts'

let plane: TestControlPlane
let admin: TestControlPlane['call']

beforeAll(async () => {
  plane = await startTestControlPlane()
  admin = await plane.as({ roles: ['cpi-admin'] })
})
afterAll(() => plane.stop())

/** `fetch` tidies the path and sets Host itself; this sends both as they are. */
async function raw(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>()
  const { hostname, port } = new URL(plane.url)
  const outgoing = request({ hostname, port, path, method, headers }, (response) => {
    let text = ''
    response.on('data', (chunk: Buffer) => (text += chunk.toString()))
    response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
  })
  outgoing.on('error', reject)
  outgoing.end()
  return promise
}

describe('hosts, origins and paths', () => {
  it('answers 421 for a foreign host', async () => {
    expect((await raw('/health', { Host: 'evil.example' })).status).toBe(421)
    expect((await raw('/health', { Host: 'localhost:1' })).status).toBe(421)
  })

  it.each([
    '//v1/contracts',
    '/v1//contracts',
    '/v1/../v1/contracts',
    '/v1/%2e%2e/me',
    '/v1/contracts/a%2fb',
    '/v1/%zz',
    '/v1/contracts/%00',
  ])('refuses the path %s', async (path) => {
    const reply = await raw(path)
    expect(reply.status).toBe(400)
    expect(JSON.parse(reply.text)).toMatchObject({ status: 400, request_id: expect.any(String) })
  })

  it('lets listed origins read, and refuses pages of others', async () => {
    const listed = await plane.call('/health', { headers: { Origin: 'http://localhost:3000' } })
    expect(listed.headers.get('access-control-allow-origin')).toBe('http://localhost:3000')
    expect(listed.headers.get('access-control-expose-headers')).toContain('Retry-After')
    for (const Origin of ['http://evil.example', 'null', 'http://localhost:3000.evil.example']) {
      const foreign = await plane.call('/health', { headers: { Origin } })
      expect(foreign.status).toBe(403)
      expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('answers a preflight without a token', async () => {
    const headers = {
      Origin: 'http://localhost:3000',
      'Access-Control-Request-Method': 'PATCH',
      'Access-Control-Request-Headers': 'authorization,if-match',
    }
    const reply = await plane.call('/v1/contracts', { method: 'OPTIONS', headers })
    expect(reply.status).toBe(204)
    expect(reply.headers.get('access-control-allow-headers')).toContain('If-Match')
  })

  it('carries the security headers on every answer', async () => {
    for (const path of ['/health', '/v1/me', '/nowhere', '/metrics']) {
      const { headers } = await plane.call(path)
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; frame-ancestors 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('vary')).toBe('Origin, Authorization')
      expect(headers.get('x-request-id')).toMatch(/^[\w.-]{8,64}$/)
    }
  })

  it('keeps a harmless request id and replaces another', async () => {
    const kept = await plane.call('/nowhere', { headers: { 'X-Request-Id': 'from-the-console-1' } })
    expect(kept.body.request_id).toBe('from-the-console-1')
    const replaced = await plane.call('/nowhere', { headers: { 'X-Request-Id': 'a{"b":1}' } })
    expect(replaced.body.request_id).not.toContain('{')
  })

  it('tells an unknown path from a wrong method', async () => {
    expect((await admin('/v1/nowhere')).status).toBe(404)
    const reply = await admin('/v1/contracts', { method: 'DELETE' })
    expect(reply.status).toBe(405)
    expect(reply.headers.get('allow')).toBe('GET, POST')
    expect((await admin('/v1/admin/policies/effective', { method: 'DELETE' })).status).toBe(405)
  })

  it('answers HEAD like GET, without a body', async () => {
    const reply = await plane.call('/health', { method: 'HEAD' })
    expect([reply.status, reply.text]).toEqual([200, ''])
  })
})

describe('bodies', () => {
  const post = (body: string, type = 'application/json') =>
    admin('/v1/contracts', { body, headers: { 'Content-Type': type } })

  it('must be JSON, by type and in fact', async () => {
    expect((await post('{"a":', 'application/json')).status).toBe(400)
    expect((await post('', 'application/json')).status).toBe(400)
    expect((await post('a=b', 'application/x-www-form-urlencoded')).status).toBe(415)
    expect((await post('{}', 'text/plain')).status).toBe(415)
    expect((await post('{}', 'application/json; charset=utf-8')).status).toBe(422)
  })

  it('may have 1 MiB and 32 levels', async () => {
    expect((await post(JSON.stringify({ a: 'x'.repeat(1024 * 1024) }))).status).toBe(413)
    expect((await post(`${'['.repeat(40)}${']'.repeat(40)}`)).status).toBe(422)
    expect((await post('['.repeat(100_000))).status).toBe(400)
  })

  it('may not reach a prototype, nor hold what the database cannot', async () => {
    const names = ['{"__proto__":{"a":1}}', '{"metadata":{"a":{"__proto__":{}}}}']
    for (const body of names) expect((await post(body)).status).toBe(422)
    const nul = await post(JSON.stringify(contractBody('default', { displayName: 'a\0b' })))
    expect(nul.body.errors).toEqual([expect.objectContaining({ pointer: '/displayName' })])
    const half = await post('{"metadata":{"a":"\\ud800"}}')
    expect(half.status).toBe(422)
  })

  it('name every fault by its pointer and never repeat what was sent', async () => {
    const secret = 'stoa-secret-canary'
    const reply = await admin('/v1/contracts', {
      body: {
        ...contractBody('default'),
        apiName: secret.toUpperCase(),
        surprise: secret,
        auth: { type: secret },
      },
    })
    expect(reply.status).toBe(422)
    const pointers = reply.body.errors.map(({ pointer }: { pointer: string }) => pointer)
    expect(pointers.toSorted()).toEqual(['/apiName', '/auth/type', '/surprise'])
    expect(reply.text.toLowerCase()).not.toContain(secret)
  })

  it('and queries are checked too', async () => {
    const reply = await admin('/v1/contracts?page=0&page_size=101&colour=red&status=new')
    const pointers = reply.body.errors.map(({ pointer }: { pointer: string }) => pointer)
    expect(pointers.toSorted()).toEqual([
      '/query/colour',
      '/query/page',
      '/query/page_size',
      '/query/status',
    ])
    expect((await admin('/v1/contracts?page=1&page=2')).status).toBe(422)
    expect((await admin('/v1/contracts?search=%00')).status).toBe(422)
    expect((await admin('/v1/contracts/not-an-id')).body.errors[0].pointer).toBe('/path/id')
  })
})
