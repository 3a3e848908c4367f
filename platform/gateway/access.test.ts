import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given, keyOf, oneApi, problemOf, Rig, type Entity } from './testing/rig.ts'

let rig: Rig
let now = Date.parse('2026-11-24T12:00:00Z')

beforeAll(async () => {
  rig = await Rig.start({ clock: () => now })
})
afterAll(() => rig.stop())

describe('a call with a good key', () => {
  it('reaches the backend at the endpoint URL and the rest, with the query', async () => {
    await rig.push(oneApi())
    const answer = await rig.keyed('a', '/orders/v1/items/7?q=a%20b&x=1')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ ok: true })
    expect(rig.seen.at(-1)?.request.url).toBe('/api/items/7?q=a%20b&x=1')
  })

  it.each([
    ['/orders/v1', '/api'],
    ['/orders/v1/', '/api/'],
    ['/orders/v1?x=1', '/api?x=1'],
  ])('leads %s to %s', async (path, expected) => {
    await rig.push(oneApi())
    expect((await rig.keyed('a', path)).status).toBe(200)
    expect(rig.seen.at(-1)?.request.url).toBe(expected)
  })
})

const otherApi = [
  given.route({ id: 'api-2', api: 'bills' }),
  given.subscription({ id: 'sub-2', contract_id: 'api-2' }),
  given.key('b', { subscription_id: 'sub-2' }),
]

const refusals: [string, number, string, Entity[], string | null][] = [
  ['no key', 401, 'key_missing', oneApi(), null],
  ['an empty key', 401, 'key_missing', oneApi(), ''],
  ['the runbook\'s "your-test-key"', 401, 'key_malformed', oneApi(), 'your-test-key'],
  ['a key in upper case', 401, 'key_malformed', oneApi(), keyOf('A')],
  ['a key with a space after it', 401, 'key_malformed', oneApi(), `${keyOf('a')},${keyOf('a')}`],
  ['a key that nobody has', 401, 'key_unknown', oneApi(), keyOf('f')],
  [
    'a revoked key',
    401,
    'key_revoked',
    [...oneApi(), given.key('b', { revoked: true })],
    keyOf('b'),
  ],
  [
    'a key past its end',
    401,
    'key_expired',
    [...oneApi(), given.key('b', { expires_at: '2026-11-24T11:59:59Z' })],
    keyOf('b'),
  ],
  ['a key of no subscription', 401, 'key_unknown', [given.route(), given.key('a')], keyOf('a')],
  ['a key of another API', 403, 'wrong_api', [...oneApi(), ...otherApi], keyOf('b')],
  [
    'a suspended consumer',
    403,
    'consumer_suspended',
    [...oneApi(), given.consumer({ status: 'suspended' })],
    keyOf('a'),
  ],
  [
    'a blocked consumer',
    403,
    'consumer_blocked',
    [...oneApi(), given.consumer({ status: 'blocked' })],
    keyOf('a'),
  ],
  [
    'a consumer that is gone',
    403,
    'consumer_unknown',
    [given.route(), given.subscription(), given.key('a')],
    keyOf('a'),
  ],
  ...['pending', 'suspended', 'revoked', 'expired', 'rejected'].map(
    (status): [string, number, string, Entity[], string] => [
      `a ${status} subscription`,
      403,
      `subscription_${status}`,
      [...oneApi(), given.subscription({ status })],
      keyOf('a'),
    ],
  ),
  [
    'a subscription past its end',
    403,
    'subscription_expired',
    [...oneApi(), given.subscription({ expires_at: '2026-11-24T12:00:00Z' })],
    keyOf('a'),
  ],
]

describe('refusals', () => {
  it.each(refusals)('%s is %i %s', async (_, status, reason, entities, key) => {
    await rig.push(entities)
    const before = rig.seen.length
    const answer = await rig.call('/orders/v1/x', key === null ? {} : { 'x-api-key': key })
    const body = await problemOf(answer)
    expect([answer.status, body['status'], body['reason']]).toEqual([status, status, reason])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(body['request_id']).toBe(answer.headers.get('x-request-id'))
    expect(body['detail']).toMatch(/^[A-Z].*\.$/)
    expect(body['title']).not.toBe('')
    expect(JSON.stringify(body)).not.toMatch(/stoa_sk_[0-9a-f]/)
    expect(answer.headers.has('www-authenticate')).toBe(status === 401)
    expect(rig.seen.length).toBe(before)
  })

  it('says it in the moment: a key ends exactly when it says', async () => {
    await rig.push([...oneApi(), given.key('b', { expires_at: '2026-11-24T12:00:10Z' })])
    now = Date.parse('2026-11-24T12:00:09.999Z')
    expect((await rig.keyed('b')).status).toBe(200)
    now = Date.parse('2026-11-24T12:00:10Z')
    expect((await rig.keyed('b')).status).toBe(401)
  })

  it.each([
    ['/', 404, 'route_unknown'],
    ['/orders', 404, 'route_unknown'],
    ['/orders/v2/x', 404, 'route_unknown'],
    ['/orders/latest/x', 404, 'route_unknown'],
    ['/nothing/v1/x', 404, 'route_unknown'],
    [`/orders/v1/${'x'.repeat(9000)}`, 414, 'url_too_long'],
  ])('%.30s is %i %s', async (path, status, reason) => {
    await rig.push(oneApi())
    const answer = await rig.keyed('a', path)
    expect([answer.status, (await problemOf(answer))['reason']]).toEqual([status, reason])
  })

  it('does not pass TRACE or websockets', async () => {
    await rig.push(oneApi())
    expect(await raw('TRACE /orders/v1/x HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1.1 501 /)
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\nHost: x\r\n'
    const answer = await raw(`GET /orders/v1/x HTTP/1.1\r\n${upgrade}`)
    expect(answer).toMatch(/^HTTP\/1.1 501 /)
    expect(answer).toContain('"reason":"upgrade_unsupported"')
  })

  it('answers what is no HTTP, too large a head, and CONNECT', async () => {
    expect(await raw('nonsense\r\n')).toMatch(/^HTTP\/1.1 400 [\s\S]*"reason":"bad_request"/)
    const large = `GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'y'.repeat(20_000)}\r\n`
    expect(await raw(large)).toMatch(/^HTTP\/1.1 431 [\s\S]*"reason":"headers_too_large"/)
    expect(await raw('GET /orders/v1/x HTTP/1.1\r\n')).toMatch(/^HTTP\/1.1 400 [\s\S]*no Host/)
    expect(await raw('CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n')).toMatch(/^HTTP\/1.1 501 /)
  })
})

describe('a large upload that is refused', () => {
  it('is told why, although it is not read to its end', async () => {
    await rig.push(oneApi())
    const length = 500e6
    const upload = request(`${rig.url}/orders/v1/x`, {
      method: 'POST',
      headers: { 'content-length': length },
      agent: false,
    })
    const failed = new Promise((_, reject) => upload.on('error', reject))
    failed.catch(() => undefined)
    const piece = Buffer.alloc(1_000_000)
    let sent = 0
    const more = () => {
      while (sent < length && !upload.destroyed) {
        sent += piece.length
        if (!upload.write(piece)) return
      }
    }
    upload.on('drain', more)
    more()
    const [answer] = await Promise.race([once(upload, 'response'), failed.then(() => [])])
    expect(answer.statusCode).toBe(401)
    expect(JSON.parse(await text(answer)).reason).toBe('key_missing')
    await once(upload, 'close')
    expect(sent).toBeLessThan(length)
  })
})

describe('which contract answers', () => {
  const shared = [
    given.route({ id: 'old', version: '1.0.0', created_at: '2026-01-01T00:00:00Z' }),
    given.route({ id: 'new', version: '1.10.0', created_at: '2026-03-01T00:00:00Z' }),
    given.route({
      id: 'beta',
      version: '1.11.0-beta',
      created_at: '2026-03-02T00:00:00Z',
      auth: 'none',
    }),
    given.route({
      id: 'acme',
      tenant: 'acme',
      version: '1.99.0',
      created_at: '2026-02-01T00:00:00Z',
    }),
    given.consumer(),
    given.subscription({ id: 's-old', contract_id: 'old' }),
    given.key('a', { subscription_id: 's-old' }),
    given.subscription({ id: 's-acme', contract_id: 'acme', tenant: 'acme' }),
    given.key('b', { subscription_id: 's-acme' }),
  ].map((entity) => {
    if (entity.kind !== 'route') return entity
    return { ...entity, value: { ...entity.value, url: `http://127.0.0.1:1/api` } }
  })

  it('is the one of the key, in whichever tenant', async () => {
    await rig.push(shared)
    await rig.keyed('a')
    expect(rig.seen.at(-1)?.request.headers['x-tenant-id']).toBe('default')
    await rig.keyed('b')
    expect(rig.seen.at(-1)?.request.headers['x-tenant-id']).toBe('acme')
  })

  it('is the highest version of the oldest tenant for a call without a key', async () => {
    await rig.push(shared)
    // Only the highest version of that tenant lets a call without a key pass.
    expect((await rig.call('/orders/v1/x')).status).toBe(200)
    expect(rig.seen.at(-1)?.request.headers['x-tenant-id']).toBe('default')
  })
})

describe('an API without keys', () => {
  const consumerSeen = () => rig.seen.at(-1)?.request.headers['x-consumer-id']

  it('takes anybody, and knows a caller by a good key', async () => {
    await rig.push([...oneApi(), given.route({ auth: 'none' })])
    expect((await rig.call('/orders/v1/x')).status).toBe(200)
    expect(consumerSeen()).toBeUndefined()
    expect((await rig.keyed()).status).toBe(200)
    expect(consumerSeen()).toBe('consumer-1')
  })

  it.each([
    ['a blocked consumer', keyOf('a')],
    ['nobody', keyOf('f')],
    ['no form', 'rubbish'],
  ])('takes a key of %s as none', async (_, key) => {
    const blocked = given.consumer({ status: 'blocked' })
    await rig.push([...oneApi(), blocked, given.route({ auth: 'none' })])
    expect((await rig.call('/orders/v1/x', { 'x-api-key': key })).status).toBe(200)
    expect(consumerSeen()).toBeUndefined()
  })
})

describe('deprecated APIs', () => {
  it('answer, and say so', async () => {
    const deprecated = {
      reason: 'old',
      sunset_at: '2027-01-31T00:00:00Z',
      deprecated_at: '2026-11-01T00:00:00Z',
    }
    await rig.push([...oneApi(), given.route({ status: 'deprecated', deprecated })])
    const answer = await rig.keyed()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('deprecation')).toBe('@1793491200')
    expect(answer.headers.get('sunset')).toBe('Sun, 31 Jan 2027 00:00:00 GMT')
  })
})

describe('reserved names', () => {
  it('answers /health with the version', async () => {
    const answer = await rig.call('/health')
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(await answer.json()).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    })
    expect((await rig.call('/health', {}, { method: 'POST' })).status).toBe(405)
  })
})

describe('request ids', () => {
  it('takes a well-formed one, and only that', async () => {
    const id = async (given: string) =>
      (await rig.call('/health', { 'x-request-id': given })).headers.get('x-request-id')
    expect(await id('abc-123.def_7')).toBe('abc-123.def_7')
    expect(await id('short')).not.toBe('short')
    expect(await id('with space in it')).not.toBe('with space in it')
    expect(await id(keyOf('a'))).not.toContain('stoa_sk_')
  })
})

async function raw(head: string): Promise<string> {
  const socket = connect(rig.gateway.port, '127.0.0.1')
  socket.write(`${head}Connection: close\r\n\r\n`)
  return text(socket)
}
