import { request as plainRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given, keyOf, oneApi, problemOf, Rig } from './testing/rig.ts'

let rig: Rig

beforeAll(async () => {
  rig = await Rig.start()
})
afterAll(() => rig.stop())

const page = 'http://localhost:3000'
const runbookCors = given.policy('cors', {
  origins: ['https://yourapp.com', page],
  methods: ['GET', 'POST', 'PUT', 'DELETE'],
  headers: ['Content-Type', 'Authorization', 'X-API-Key'],
  max_age: 3600,
})

interface Asked {
  origin?: string
  method?: string
  headers?: string
  path?: string
}

/** As a browser asks; fetch would refuse to send these headers. */
function preflight({ origin = page, method = 'GET', headers, path = '/orders/v1/x' }: Asked) {
  return send('OPTIONS', path, {
    origin,
    'access-control-request-method': method,
    ...(headers !== undefined && { 'access-control-request-headers': headers }),
  })
}

interface Sent {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

function send(method: string, path: string, headers: Record<string, string>): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = plainRequest(`${rig.url}${path}`, { method, headers, agent: false })
    request.on('error', reject)
    request.on('response', (answer) => {
      let body = ''
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }),
      )
    })
    request.end()
  })
}

describe('a preflight', () => {
  it('is answered without a key and without the backend', async () => {
    await rig.push([...oneApi(), runbookCors])
    const before = rig.seen.length
    const answer = await preflight({ headers: 'content-type,x-api-key', method: 'PUT' })
    expect(answer).toMatchObject({
      status: 204,
      body: '',
      headers: {
        'access-control-allow-origin': page,
        'access-control-allow-methods': 'GET, POST, PUT, DELETE',
        'access-control-allow-headers': 'content-type, x-api-key',
        'access-control-max-age': '3600',
        vary: 'Origin',
      },
    })
    expect(rig.seen.length).toBe(before)
  })

  it.each([
    [{ origin: 'https://evil.example' }, 'cors_origin_refused', 'https://evil.example'],
    [{ origin: 'null' }, 'cors_origin_refused', 'null'],
    [{ origin: `${page}.evil.example` }, 'cors_origin_refused', 'evil'],
    [{ method: 'PATCH' }, 'cors_method_refused', 'PATCH'],
    [{ headers: 'x-api-key, x-other' }, 'cors_headers_refused', 'x-other'],
  ])('of %o is refused with %s', async (asked, reason, named) => {
    await rig.push([...oneApi(), runbookCors])
    const answer = await preflight(asked)
    const body = JSON.parse(answer.body)
    expect([answer.status, body.reason]).toEqual([403, reason])
    expect(body.detail).toContain(named)
    expect(body.detail).toContain('the-cors')
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  it('without a policy is an ordinary call, with no CORS headers', async () => {
    await rig.push(oneApi())
    const answer = await preflight({})
    expect(answer.status).toBe(401)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-'))).toEqual([])
    expect((await preflight({ path: '/nothing/v1/x' })).status).toBe(404)
  })

  it('of a wildcard policy gets a wildcard, which needs no Vary', async () => {
    await rig.push([...oneApi(), given.policy('cors', { origins: ['*'], headers: ['*'] })])
    const answer = await preflight({ headers: 'x-anything' })
    expect(answer.status).toBe(204)
    expect(answer.headers['access-control-allow-origin']).toBe('*')
    expect(answer.headers['access-control-allow-headers']).toBe('x-anything')
    expect(answer.headers['vary']).toBeUndefined()
    expect((await preflight({ method: 'DELETE' })).status).toBe(403)
  })

  it('of a page with cookies is told that they may come, but never by a wildcard', async () => {
    const bound = { bindings: [{ contract_id: 'api-1', consumer_id: null }] }
    await rig.push([
      ...oneApi(),
      given.policy('cors', { origins: [page] }),
      given.policy('cors', { credentials: true }, { id: 'p2', ...bound }),
    ])
    const named = await preflight({})
    expect(named.headers['access-control-allow-credentials']).toBe('true')
    await rig.push([
      ...oneApi(),
      given.policy('cors', { origins: ['*'] }),
      given.policy('cors', { credentials: true }, { id: 'p2', ...bound }),
    ])
    const any = await preflight({})
    expect(any.headers['access-control-allow-origin']).toBe('*')
    expect(any.headers['access-control-allow-credentials']).toBeUndefined()
  })

  it('where tenants share a path is answered by the one that allows the page', async () => {
    await rig.push([
      ...oneApi(),
      given.policy('cors', { origins: ['https://first.example'] }),
      given.route({ id: 'acme', tenant: 'acme', created_at: '2026-11-02T00:00:00Z' }),
      given.policy('cors', { origins: [page] }, { id: 'p2', tenant: 'acme' }),
    ])
    expect((await preflight({})).status).toBe(204)
    expect((await preflight({ origin: 'https://first.example' })).status).toBe(204)
    expect((await preflight({ origin: 'https://third.example' })).status).toBe(403)
  })
})

describe('a call from a page', () => {
  it('may be read, with the headers that explain it, also when it is refused', async () => {
    await rig.push([...oneApi(), runbookCors])
    for (const key of [keyOf('a'), keyOf('f')]) {
      const answer = await send('GET', '/orders/v1/x', { origin: page, 'x-api-key': key })
      expect(answer.headers['access-control-allow-origin']).toBe(page)
      expect(answer.headers['vary']).toBe('Origin')
      expect(answer.headers['access-control-expose-headers']).toMatch(
        /Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset.*X-Request-Id/,
      )
    }
  })

  it('of another origin passes, but may not be read', async () => {
    await rig.push([...oneApi(), runbookCors])
    const answer = await send('GET', '/orders/v1/x', {
      origin: 'https://evil.example',
      'x-api-key': keyOf('a'),
    })
    expect(answer.status).toBe(200)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect(answer.headers['vary']).toBe('Origin')
  })

  it("is not opened wider by the backend's own CORS headers", async () => {
    await rig.push([...oneApi(), runbookCors])
    rig.onBackend = (_, response) => {
      response.writeHead(200, {
        'access-control-allow-origin': '*',
        'access-control-allow-credentials': 'true',
        vary: 'accept-encoding',
      })
      response.end()
    }
    const answer = await send('GET', '/orders/v1/x', { origin: page, 'x-api-key': keyOf('a') })
    expect(answer.headers['access-control-allow-origin']).toBe(page)
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined()
    expect(answer.headers['vary']).toBe('accept-encoding, Origin')
  })
})

describe('ip_filter', () => {
  it.each([
    [{ allow: ['127.0.0.0/8'] }, 200],
    [{ allow: ['127.0.0.1'] }, 200],
    [{ allow: ['::ffff:127.0.0.0/104'] }, 200],
    [{ allow: ['10.0.0.0/8', '::1/128'] }, 403],
    [{ allow: ['127.0.0.0/8'], deny: ['127.0.0.1/32'] }, 403],
    [{ deny: ['10.0.0.0/8'] }, 200],
    [{ allow: ['not an address'] }, 403],
  ])('%o answers a local client with %i', async (config, status) => {
    await rig.push([...oneApi(), given.policy('ip_filter', config)])
    const answer = await rig.keyed()
    expect(answer.status).toBe(status)
    const body = status === 403 ? await problemOf(answer) : { reason: 'ip_refused' }
    expect(body['reason']).toBe('ip_refused')
  })

  it('believes the socket, not X-Forwarded-For', async () => {
    await rig.push([...oneApi(), given.policy('ip_filter', { allow: ['10.0.0.0/8'] })])
    const headers = { 'x-api-key': keyOf('a'), 'x-forwarded-for': '10.0.0.1' }
    expect((await rig.call('/orders/v1/x', headers)).status).toBe(403)
  })
})

describe('response_headers', () => {
  it('sets and removes, but not the framing or the request id', async () => {
    await rig.push([
      ...oneApi(),
      given.policy('response_headers', {
        set: {
          'X-Frame-Options': 'DENY',
          'Content-Length': '1',
          'X-Request-Id': 'forged',
          'Bad Name': 'x',
          'X-Bad': 'a\r\nSet-Cookie: b',
        },
        remove: ['Server', 'x-powered-by'],
      }),
    ])
    rig.onBackend = (_, response) => {
      response.writeHead(200, {
        server: 'secret/1.0',
        'x-powered-by': 'php',
        'x-frame-options': 'ALLOWALL',
        'x-kept': 'yes',
      })
      response.end('hello')
    }
    const answer = await rig.keyed()
    expect(await answer.text()).toBe('hello')
    expect(answer.headers.get('x-frame-options')).toBe('DENY')
    expect(answer.headers.get('x-kept')).toBe('yes')
    expect(answer.headers.get('x-request-id')).not.toBe('forged')
    for (const name of ['server', 'x-powered-by', 'x-bad', 'set-cookie'])
      expect(answer.headers.has(name)).toBe(false)
    expect((await rig.call('/orders/v1/x')).headers.get('x-frame-options')).toBe('DENY')
  })
})

describe('what the admin port says of a policy', () => {
  const ask = async (id: string) =>
    (await (await rig.admin(`/policy?id=${id}`)).json()) as Record<string, unknown>

  it('is the policy that is served by, and since when in this form', async () => {
    const filter = given.policy('ip_filter', { allow: ['127.0.0.1'] })
    await rig.push([...oneApi(), filter], 7)
    const first = await ask('policy-ip_filter')
    expect(first).toMatchObject({
      version: 7,
      policy: { config: { allow: ['127.0.0.1'] }, enabled: true },
      is_enforced_type: true,
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    await rig.push([...oneApi(), filter], 8)
    expect((await ask('policy-ip_filter'))['since']).toBe(first['since'])
    await rig.patch(8, [given.policy('ip_filter', { allow: ['10.0.0.0/8'] })])
    const changed = await ask('policy-ip_filter')
    expect(Date.parse(String(changed['since']))).toBeGreaterThan(Date.parse(String(first['since'])))
    expect(await ask('none')).toEqual({
      version: 9,
      policy: null,
      since: null,
      is_enforced_type: null,
    })
  })
})

describe('a policy of a type that the gateway does not know', () => {
  it('changes nothing and is counted', async () => {
    await rig.push([...oneApi(), given.policy('quantum', { a: 1 })])
    expect((await rig.keyed()).status).toBe(200)
    expect(await (await rig.admin('/config')).json()).toEqual({
      version: 1,
      counts: { route: 1, key: 1, subscription: 1, consumer: 1, plan: 0, policy: 1 },
      ignored_policies: { quantum: 1 },
    })
  })
})
