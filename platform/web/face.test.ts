/** A face over real sockets: files, refusals, and the way through to real upstreams. */

import { createServer, request as call } from 'node:http'
import type { IncomingHttpHeaders, RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { consoleConfig } from './console-config.ts'
import { CspReports } from './csp-reports.ts'
import { faceHandler } from './face.ts'
import type { StaticFiles } from './static-files.ts'

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

interface Ask {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

const servers: Server[] = []
const log = pino({ level: 'silent' })

async function listening(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an AddressInfo.
  return (server.address() as AddressInfo).port
}

const file = (type: string, text: string) => ({
  type,
  plain: Buffer.from(text),
  encoded: [['br', Buffer.from('brotli')]] as [string, Buffer][],
})
const files: StaticFiles = new Map([
  [
    '/index.html',
    { type: 'text/html; charset=utf-8', plain: Buffer.from('<!doctype html>'), encoded: [] },
  ],
  ['/assets/a-1.js', file('text/javascript; charset=utf-8', 'plain')],
])

let port: number
let upstream: number
let deadPort: number
const seen: {
  method: string | undefined
  url: string | undefined
  headers: IncomingHttpHeaders
  body: string
}[] = []

type Reply = { status: number; headers: Record<string, string>; body?: string }

/** By the beginning of the path. */
const replies: Record<string, Reply> = {
  '/html': {
    status: 200,
    headers: {
      'content-type': 'text/html',
      'set-cookie': 'a=b',
      refresh: '0;url=//evil',
      'cache-control': 'public, max-age=9',
    },
    body: '<script>alert(1)</script>',
  },
  '/redirect': { status: 302, headers: { location: 'https://evil.example/' } },
  '/basic': { status: 401, headers: { 'www-authenticate': 'Basic realm=x' } },
  '/health/ready': {
    status: 200,
    headers: { 'content-type': 'application/json', 'x-secret': '1' },
    body: '{"status":"UP"}',
  },
}
const created: Reply = {
  status: 201,
  headers: { 'content-type': 'application/json', location: '/v1/x', etag: '"1"' },
  body: '{"ok":true}',
}

/** Keeps what came, and answers as the path asks. */
const upstreamListener: RequestListener = (request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { method, url, headers } = request
    seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
    if (url === '/cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
      response.write('{"a":')
      setTimeout(() => response.destroy(), 50)
    } else {
      const reply = replies[url ?? ''] ?? created
      response.writeHead(reply.status, reply.headers).end(reply.body)
    }
  })
}

beforeAll(async () => {
  upstream = await listening(upstreamListener)
  deadPort = await listening(() => undefined)
  await new Promise((resolve) => servers.pop()?.close(resolve))
  // The origin is known only once the port is; so the face is made on the first request.
  let handler: RequestListener | undefined
  port = await listening((request, response) => {
    handler ??= faceHandler({
      self: `http://localhost:${port}`,
      config: consoleConfig('console', {
        keycloakUrl: `http://localhost:${upstream}`,
        realm: 'stoa',
        consoleClientId: 'c',
        portalClientId: 'p',
        gatewayPublicUrl: 'http://localhost:3001',
        consoleUrl: `http://localhost:${port}`,
        portalUrl: 'http://localhost:3002',
      }),
      upstreams: {
        controlPlane: `http://127.0.0.1:${upstream}`,
        gateway: `http://127.0.0.1:${deadPort}`,
        keycloak: `http://127.0.0.1:${upstream}`,
      },
      files,
      reports: new CspReports(log),
      log,
    })
    handler(request, response)
  })
})
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

/** A raw request: `fetch` would tidy the path up before it is sent. */
function ask(path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = call(
      { host: '127.0.0.1', port, path, method, headers: { host: `localhost:${port}`, ...headers } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

const navigation = { accept: 'text/html', 'sec-fetch-mode': 'navigate' }

describe('files', () => {
  it('gives the page to navigations only, never cached, under the policy', async () => {
    const page = await ask('/t/default/apis', { headers: navigation })
    expect(page).toMatchObject({ status: 200, body: '<!doctype html>' })
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    expect(page.headers['content-security-policy']).toContain("require-trusted-types-for 'script'")
    expect(
      (await ask('/t/default/apis', { headers: { accept: '*/*', 'sec-fetch-mode': 'cors' } }))
        .status,
    ).toBe(404)
  })

  it('keeps assets for ever, in the encoding that is taken, and has no page for a missing one', async () => {
    const br = await ask('/assets/a-1.js', { headers: { 'accept-encoding': 'gzip, br' } })
    expect(br.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    })
    const plain = await ask('/assets/a-1.js', {
      headers: { 'accept-encoding': 'br;q=0, identity' },
    })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.body).toBe('plain')
    expect((await ask('/assets/gone.js', { headers: navigation })).status).toBe(404)
  })

  it('refuses a write', async () => {
    expect(await ask('/', { method: 'POST' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    })
  })
})

describe('who is answered', () => {
  it('is only the host of the page; 127.0.0.1 is sent to localhost', async () => {
    expect((await ask('/', { headers: { host: 'evil.example' } })).status).toBe(421)
    expect((await ask('/api/v1/me', { headers: { host: `evil.example:${port}` } })).status).toBe(
      421,
    )
    const twin = await ask('/t/a/apis?x=1', { headers: { host: `127.0.0.1:${port}` } })
    expect(twin).toMatchObject({
      status: 307,
      headers: { location: `http://localhost:${port}/t/a/apis?x=1` },
    })
  })

  it.each(['/api/../config.json', '/api/%2e%2e/x', '/api//v1/me', '//evil.example/%2f..'])(
    'is not %s',
    async (path) => {
      const before = seen.length
      const answer = await ask(path)
      expect(answer.status).toBe(400)
      expect(JSON.parse(answer.body)).toMatchObject({ status: 400, request_id: expect.any(String) })
      expect(seen).toHaveLength(before)
    },
  )
})

describe('the way through', () => {
  it('strips the prefix, overwrites what is forwarded, and drops cookies and hop-by-hop headers', async () => {
    const answer = await ask('/api/v1/x?y=1', {
      method: 'POST',
      body: '{"a":1}',
      headers: {
        authorization: 'Bearer t',
        cookie: 'kc=1',
        'x-forwarded-for': '6.6.6.6',
        forwarded: 'for=6.6.6.6',
        connection: 'close, x-hop',
        'x-hop': '1',
        'idempotency-key': 'k',
      },
    })
    expect(answer).toMatchObject({
      status: 201,
      body: '{"ok":true}',
      headers: { location: '/v1/x', etag: '"1"', 'cache-control': 'no-store' },
    })
    expect(seen.at(-1)).toMatchObject({ method: 'POST', url: '/v1/x?y=1', body: '{"a":1}' })
    expect(seen.at(-1)?.headers).toMatchObject({
      authorization: 'Bearer t',
      'idempotency-key': 'k',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': `localhost:${port}`,
      host: `127.0.0.1:${upstream}`,
    })
    for (const name of ['cookie', 'forwarded', 'x-hop'])
      expect(seen.at(-1)?.headers).not.toHaveProperty(name)
  })

  it('makes a page of the upstream harmless: plain text in a sandbox, no cookie, no refresh, a download when opened', async () => {
    const answer = await ask('/api/html', { headers: navigation })
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-upstream-content-type': 'text/html',
      'content-disposition': 'attachment',
      'cache-control': 'no-store',
    })
    expect(answer.headers['content-security-policy']).toContain('sandbox')
    for (const name of ['set-cookie', 'refresh']) expect(answer.headers).not.toHaveProperty(name)
  })

  it('passes on neither a redirect nor a password prompt', async () => {
    const redirect = await ask('/api/redirect')
    expect(redirect.headers.location).toBeUndefined()
    expect(redirect.headers['x-upstream-location']).toBe('https://evil.example/')
    expect((await ask('/api/basic')).headers['www-authenticate']).toBeUndefined()
  })

  it('names the service and the address that cannot be reached', async () => {
    const answer = await ask('/gateway/health')
    expect(answer.status).toBe(502)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(JSON.parse(answer.body).detail).toMatch(
      new RegExp(`The gateway at http://127.0.0.1:${deadPort} cannot be reached`),
    )
  })

  it('cuts the connection when the upstream cuts the body: never a short answer that looks whole', async () => {
    await expect(ask('/api/cut')).rejects.toThrow(/aborted|reset|hang up/)
  })

  it('refuses more than 1 MiB, said or counted', async () => {
    const body = Buffer.alloc(1_048_577, 'a')
    expect(
      (
        await ask('/api/v1/x', {
          method: 'POST',
          body,
          headers: { 'content-length': String(body.length) },
        })
      ).status,
    ).toBe(413)
    expect(
      (
        await ask('/api/v1/x', {
          method: 'POST',
          body,
          headers: { 'transfer-encoding': 'chunked' },
        })
      ).status,
    ).toBe(413)
    expect((await ask('/api/v1/x', { method: 'POST', body: body.subarray(1) })).status).toBe(201)
  })

  it("tells Keycloak's health without its headers", async () => {
    const answer = await ask('/auth-health')
    expect(answer).toMatchObject({ status: 200, body: '{"status":"UP"}' })
    expect(answer.headers).not.toHaveProperty('x-secret')
  })
})

describe('reports and configuration', () => {
  it('counts violations of both forms, without queries, and nothing else', async () => {
    const old = JSON.stringify({
      'csp-report': {
        'violated-directive': 'script-src',
        'blocked-uri': 'https://evil.example/x?token=1',
        'document-uri': 'http://localhost/t/a?search=secret',
      },
    })
    const present = JSON.stringify([
      {
        type: 'csp-violation',
        body: {
          effectiveDirective: 'img-src',
          blockedURL: 'inline',
          documentURL: 'http://localhost/',
        },
      },
    ])
    for (const body of [old, present, 'rubbish', '7'])
      await ask('/csp-reports', { method: 'POST', body })
    const { count, latest } = JSON.parse((await ask('/csp-reports/count')).body)
    expect(count).toBe(2)
    expect(JSON.stringify(latest)).not.toMatch(/token|secret/)
    expect((await ask('/csp-reports', { method: 'POST', body: 'x'.repeat(70_000) })).status).toBe(
      413,
    )
  })

  it('serves config.json fresh', async () => {
    const answer = await ask('/config.json')
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    expect(JSON.parse(answer.body)).toMatchObject({ face: 'console', apiBase: '/api' })
  })
})
