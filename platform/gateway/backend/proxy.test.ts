import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request as plainRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { given, keyOf, oneApi, problemOf, Rig } from '../testing/rig.ts'

let rig: Rig

beforeAll(async () => {
  rig = await Rig.start()
})
beforeEach(async () => {
  await rig.push(oneApi())
})
afterAll(() => rig.stop())

function open(method: string, headers: Record<string, string> = {}): ClientRequest {
  return plainRequest(`${rig.url}/orders/v1/x`, {
    method,
    headers: { 'x-api-key': keyOf('a'), ...headers },
    agent: false,
  })
}

async function answerOf(request: ClientRequest): Promise<IncomingMessage> {
  const [answer] = await once(request, 'response')
  return answer
}

describe('headers', () => {
  it('for the backend carry who calls, and nothing that only the gateway may say or the connection owns', async () => {
    const request = open('GET', {
      connection: 'close, x-private',
      'x-private': 'hop',
      te: 'trailers',
      'proxy-authorization': 'Basic x',
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-user': 'admin',
      forwarded: 'for=1.2.3.4',
      'x-real-ip': '1.2.3.4',
      'x-consumer-id': 'forged',
      x_consumer_id: 'forged',
      'x-tenant-id': 'forged',
      host: 'api.example.com',
      authorization: 'Bearer theirs',
      'x-own': 'kept',
    })
    request.end()
    const answer = await answerOf(request)
    const headers = rig.seen.at(-1)?.request.headers ?? {}
    expect(headers).toMatchObject({
      host: `127.0.0.1:${rig.backendPort}`,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'api.example.com',
      'x-consumer-id': 'consumer-1',
      'x-tenant-id': 'default',
      'x-request-id': answer.headers['x-request-id'],
      'x-own': 'kept',
      authorization: 'Bearer theirs',
    })
    for (const name of [
      'x-api-key',
      'x-private',
      'te',
      'proxy-authorization',
      'x-forwarded-user',
      'forwarded',
      'x-real-ip',
      'x_consumer_id',
    ])
      expect(headers).not.toHaveProperty(name)
  })

  it("of the backend come back as they are, several of a name too, less the connection's own", async () => {
    rig.onBackend = (_, response) => {
      response.writeHead(201, {
        'Set-Cookie': ['a=1', 'b=2'],
        Connection: 'x-hop',
        'X-Hop': '1',
        'Keep-Alive': 'timeout=1',
        'X-Request-Id': 'the-backends-own',
        Location: '/api/9',
        'X-Latin': 'caf\u00e9',
      })
      response.end('made')
    }
    const request = open('POST')
    request.end()
    const answer = await answerOf(request)
    expect(answer.statusCode).toBe(201)
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2'])
    expect(answer.headers['x-hop']).toBeUndefined()
    expect(answer.headers['x-request-id']).not.toBe('the-backends-own')
    expect(answer.headers.location).toBe('/api/9')
    expect(answer.headers['x-latin']).toBe('caf\u00e9')
    expect((await buffer(answer)).toString()).toBe('made')
  })
})

describe('bodies', () => {
  it('of 8 MiB go through unchanged, both ways', async () => {
    const data = randomBytes(8 * 1024 * 1024)
    rig.onBackend = (request, response) => {
      response.writeHead(200, { 'content-length': data.length })
      request.pipe(response)
    }
    const request = open('PUT', { 'content-length': String(data.length) })
    request.end(data)
    const back = await buffer(await answerOf(request))
    expect(createHash('sha256').update(back).digest('hex')).toBe(
      createHash('sha256').update(data).digest('hex'),
    )
    expect(rig.seen.at(-1)?.request.headers['content-length']).toBe(String(data.length))
  })

  it('stream: the backend has the first piece before the client sends the second', async () => {
    rig.onBackend = (request, response) => {
      response.writeHead(200)
      request.on('data', (chunk: Buffer) => response.write(`got ${chunk.toString()};`))
      request.on('end', () => response.end())
    }
    const request = open('POST')
    request.write('one')
    const answer = await answerOf(request)
    expect(String((await once(answer, 'data'))[0])).toBe('got one;')
    request.end('two')
    expect((await buffer(answer)).toString()).toBe('got two;')
  })

  it('that answer after a long upload are not too slow', async () => {
    await rig.push([...oneApi(), given.route({ timeout_ms: 300 })])
    rig.onBackend = (request, response) => {
      request.on('end', () => response.end('ok'))
    }
    const request = open('POST')
    for (let piece = 0; piece < 5; piece += 1) {
      request.write('x')
      await sleep(120)
    }
    request.end()
    expect((await answerOf(request)).statusCode).toBe(200)
  })

  it.each(['GET', 'DELETE', 'POST'])('of a %s without one stay empty', async (method) => {
    rig.onBackend = (_, response) => response.end('ok')
    const request = open(method)
    request.end()
    expect((await answerOf(request)).statusCode).toBe(200)
    const seen = rig.seen.at(-1)?.request.headers
    expect(seen?.['transfer-encoding']).toBeUndefined()
    expect(seen?.['content-length']).toBe(method === 'POST' ? '0' : undefined)
  })

  it('are asked for only when the call is admitted', async () => {
    const refused = open('POST', { expect: '100-continue', 'x-api-key': keyOf('f') })
    let isAsked = false
    refused.on('continue', () => (isAsked = true))
    refused.flushHeaders()
    expect((await answerOf(refused)).statusCode).toBe(401)
    expect(isAsked).toBe(false)

    rig.onBackend = (request, response) => request.pipe(response)
    const admitted = open('POST', { expect: '100-continue' })
    admitted.flushHeaders()
    await once(admitted, 'continue')
    admitted.end('body')
    expect((await buffer(await answerOf(admitted))).toString()).toBe('body')
  })
})

describe('request_size', () => {
  beforeEach(() => rig.push([...oneApi(), given.policy('request_size', { max_bytes: 1000 })]))

  it('lets the largest body pass', async () => {
    rig.onBackend = (request, response) => request.pipe(response)
    const request = open('POST')
    request.end('x'.repeat(1000))
    expect((await buffer(await answerOf(request))).length).toBe(1000)
  })

  it('refuses an announced length before the backend hears of it', async () => {
    const before = rig.seen.length
    const answer = await rig.call(
      '/orders/v1/x',
      { 'x-api-key': keyOf('a') },
      { method: 'POST', body: 'x'.repeat(1001) },
    )
    expect(await problemOf(answer)).toMatchObject({ status: 413, reason: 'body_too_large' })
    expect(rig.seen.length).toBe(before)
  })

  it('counts a stream that announces nothing, and the backend never gets a whole request', async () => {
    let isWhole = false
    rig.onBackend = (request) => request.on('end', () => (isWhole = true))
    const request = open('POST')
    request.on('error', () => undefined)
    request.write('x'.repeat(600))
    await sleep(50)
    request.write('x'.repeat(600))
    const answer = await answerOf(request)
    expect(answer.statusCode).toBe(413)
    expect(JSON.parse((await buffer(answer)).toString()).reason).toBe('body_too_large')
    expect(isWhole).toBe(false)
    request.destroy()
  })
})

describe('answers without a body', () => {
  it('HEAD keeps the length and has no body', async () => {
    rig.onBackend = (_, response) => {
      response.writeHead(200, { 'content-length': 1234 })
      response.end()
    }
    const request = open('HEAD')
    request.end()
    const answer = await answerOf(request)
    expect(answer.headers['content-length']).toBe('1234')
    expect((await buffer(answer)).length).toBe(0)
  })

  it.each([204, 304])('%i passes', async (status) => {
    rig.onBackend = (_, response) => {
      response.writeHead(status, { etag: '"1"' })
      response.end()
    }
    const answer = await rig.keyed()
    expect([answer.status, answer.headers.get('etag')]).toEqual([status, '"1"'])
  })

  it('refusals of HEAD have none either', async () => {
    const answer = await rig.call('/orders/v1/x', {}, { method: 'HEAD' })
    expect(answer.status).toBe(401)
    expect(await answer.text()).toBe('')
  })
})

describe('when one side ends', () => {
  it('the client before the answer: the backend call is ended, and the log says 499', async () => {
    let isEnded = false
    rig.onBackend = (_, response) => response.on('close', () => (isEnded = true))
    const before = rig.seen.length
    const request = open('GET')
    request.on('error', () => undefined)
    request.end()
    await vi.waitUntil(() => rig.seen.length > before)
    request.destroy()
    await vi.waitUntil(() => isEnded)
    await vi.waitUntil(() => rig.log().some((line) => line['status'] === 499))
    expect(rig.log().findLast((line) => line['status'] === 499)).toMatchObject({
      reason: 'client_closed',
    })
  })

  it('the client during the answer: the backend is no longer read', async () => {
    let isEnded = false
    rig.onBackend = (_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(1000)), 5)
      response.on('close', () => {
        clearInterval(timer)
        isEnded = true
      })
    }
    const request = open('GET')
    request.end()
    const answer = await answerOf(request)
    answer.on('error', () => undefined)
    await once(answer, 'data')
    expect(isEnded).toBe(false)
    request.destroy()
    await vi.waitUntil(() => isEnded)
  })

  it('the backend during the answer: the client sees that it is not whole', async () => {
    rig.onBackend = (_, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('half')
      setTimeout(() => response.destroy(), 20)
    }
    await expect(rig.keyed().then((answer) => answer.text())).rejects.toThrow('terminated')
    await vi.waitUntil(() => rig.log().some((line) => line['reason'] === 'backend_reset'))
  })

  it('a slow client slows the backend down instead of filling the memory', async () => {
    let sent = 0
    rig.onBackend = (_, response) => {
      const chunk = Buffer.alloc(64 * 1024)
      const more = () => {
        while (sent < 200e6 && !response.destroyed) {
          sent += chunk.length
          if (!response.write(chunk)) {
            response.once('drain', more)
            return
          }
        }
      }
      more()
    }
    const request = open('GET')
    request.end()
    const answer = await answerOf(request)
    answer.on('error', () => undefined)
    answer.pause()
    await sleep(500)
    const held = sent
    await sleep(200)
    expect(sent).toBe(held)
    expect(held).toBeLessThan(60e6)
    request.destroy()
  })
})
