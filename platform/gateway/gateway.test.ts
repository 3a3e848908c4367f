import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request as plainRequest } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ADMIN_TOKEN, given, keyOf, oneApi, Rig } from './testing/rig.ts'

let rig: Rig

beforeAll(async () => {
  rig = await Rig.start()
})
afterAll(() => rig.stop())

describe('the admin port', () => {
  it('wants its token, and knows nothing else than its three resources', async () => {
    expect((await rig.admin('/config', {}, 'wrong')).status).toBe(401)
    const bare = await fetch(`http://127.0.0.1:${rig.gateway.adminPort}/config`)
    expect(bare.status).toBe(401)
    expect((await rig.admin('/other')).status).toBe(404)
    expect((await rig.admin('/config', { method: 'DELETE' })).status).toBe(404)
  })

  it('is not reached by the public one', async () => {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
    expect((await rig.call('/config', headers)).status).toBe(404)
  })

  it('takes deltas, and answers 409 with the held version to one that does not fit', async () => {
    await rig.push(oneApi(), 7)
    const taken = await rig.patch(7, [given.consumer({ status: 'blocked' })])
    expect([taken.status, await taken.json()]).toEqual([200, { version: 8 }])
    expect((await rig.keyed()).status).toBe(403)
    const refused = await rig.patch(7, [given.consumer()])
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ version: 8 })
  })

  it.each([
    ['PATCH', '{"from":1}'],
    ['PATCH', 'no json'],
    [
      'PATCH',
      '{"from":9,"version":10,"changes":[{"kind":"route","op":"put","id":"x","value":{}}]}',
    ],
    ['PUT', '{"version":9}\n{"kind":"route","value":{"id":"x"}}'],
  ])('answers 422 to a %s of %s', async (method, body) => {
    await rig.push(oneApi(), 9)
    const answer = await rig.admin('/config', { method, body })
    expect(answer.status).toBe(422)
    expect((await rig.keyed()).status).toBe(200)
  })

  it('puts a revocation in force at once', async () => {
    await rig.push(oneApi(), 1)
    expect((await rig.keyed()).status).toBe(200)
    const started = performance.now()
    await rig.patch(1, [given.key('a', { revoked: true })])
    expect((await rig.keyed()).status).toBe(401)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

describe('a restart', () => {
  it('serves what was pushed before, with nobody there to push it again', async () => {
    const first = await Rig.start()
    await first.push([...oneApi(), given.route({ url: `${rig.backendUrl}/api` })])
    await first.patch(1, [given.key('b')])
    await first.stop({ keepFiles: true })
    const second = await Rig.start({}, first.directory)
    expect((await second.keyed('b')).status).toBe(200)
    await second.stop()
  })

  it('on a taken port says which', async () => {
    await expect(Rig.start({ port: rig.gateway.port })).rejects.toThrow(
      `port ${rig.gateway.port} is taken`,
    )
  })
})

describe('the log', () => {
  it('has one line a request with the fields of the contract, and never a secret', async () => {
    await rig.push(oneApi())
    const before = rig.seen.length
    await rig.call(`/orders/v1/x/${keyOf('a')}?token=hidden-query`, {
      'x-api-key': keyOf('a'),
      authorization: 'Bearer hidden-bearer',
      'x-request-id': 'request-0001',
      cookie: 'session=hidden-cookie',
    })
    await rig.call('/orders/v1/y', {
      'x-api-key': 'hidden-malformed',
      'x-request-id': 'request-0002',
    })
    await rig.call('/nothing/v1/z', { 'x-request-id': 'request-0003' })
    await vi.waitUntil(() => rig.log().some((line) => line['request_id'] === 'request-0003'))
    expect(rig.seen.length).toBe(before + 1)
    const line = (id: string) => rig.log().find((entry) => entry['request_id'] === id)
    expect(line('request-0001')).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: 'info',
      request_id: 'request-0001',
      tenant: 'default',
      api: 'orders',
      consumer: 'client-001',
      key_prefix: 'stoa_sk_aaaa',
      method: 'GET',
      path: '/orders/v1/x/stoa_sk_…',
      status: 200,
      duration_ms: expect.any(Number),
      upstream_ms: expect.any(Number),
      reason: null,
    })
    expect(line('request-0002')).toMatchObject({
      level: 'warn',
      status: 401,
      consumer: null,
      key_prefix: null,
      upstream_ms: null,
      reason: 'key_malformed',
    })
    expect(line('request-0003')).toMatchObject({ tenant: null, api: null, status: 404 })
    const text = readFileSync(join(rig.directory, 'access.log'), 'utf8')
    expect(text).not.toMatch(/hidden|stoa_sk_a{5}/)
    // The runbook's own pattern: grep '"status":5'
    expect(text).toContain('"status":401')
  })

  it('says nothing of /health and /metrics', async () => {
    await rig.call('/health', { 'x-request-id': 'request-health' })
    await rig.call('/orders/v1/x', { 'x-request-id': 'request-after' })
    await vi.waitUntil(() => rig.log().some((line) => line['request_id'] === 'request-after'))
    expect(rig.log().some((line) => line['request_id'] === 'request-health')).toBe(false)
  })
})

describe('the end', () => {
  it('lets a call that was accepted end, takes no new one, and frees the port', async () => {
    const ending = await Rig.start()
    await ending.push(oneApi())
    ending.onBackend = (_, response) => setTimeout(() => response.end('late'), 400)
    const before = ending.seen.length
    const late = ending.keyed()
    await vi.waitUntil(() => ending.seen.length > before)
    const started = performance.now()
    const stopped = ending.stop()
    const answer = await late
    expect([answer.status, await answer.text()]).toEqual([200, 'late'])
    expect(answer.headers.get('connection')).toBe('close')
    await stopped
    expect(performance.now() - started).toBeLessThan(2_000)
    await expect(ending.keyed()).rejects.toThrow('fetch failed')
  })

  it('of the process on SIGTERM is within 5 s, even with a call that never ends, and its lines are in the log', async () => {
    const home = mkdtempSync(join(tmpdir(), 'gateway-process-'))
    const [port, adminPort] = [await freePort(), await freePort()]
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        ADMIN_PORT: String(adminPort),
        ADMIN_TOKEN,
        DATA_DIR: join(home, 'data'),
        LOG_FILE: join(home, 'access.log'),
        ALLOW_LOOPBACK_BACKENDS: 'true',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await once(child.stdout, 'data')
    const url = `http://127.0.0.1:${port}`
    expect((await fetch(`${url}/health`)).status).toBe(200)
    const lines = [{ version: 1 }, ...oneApi(), given.route({ url: rig.backendUrl })]
    await fetch(`http://127.0.0.1:${adminPort}/config`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      body: lines.map((line) => JSON.stringify(line)).join('\n'),
    })
    rig.onBackend = () => undefined
    const before = rig.seen.length
    const endless = plainRequest(`${url}/orders/v1/x`, { headers: { 'x-api-key': keyOf('a') } })
    endless.on('error', () => undefined)
    endless.end()
    await vi.waitUntil(() => rig.seen.length > before)
    const started = performance.now()
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(readFileSync(join(home, 'access.log'), 'utf8')).toContain('/orders/v1/x')
    rmSync(home, { recursive: true })
  })

  it('comes at once, with a clear word and code 2, when a setting is wrong', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env: { PATH: process.env['PATH'], PORT: '70000' },
    })
    let words = ''
    child.stderr.on('data', (data: Buffer) => (words += data.toString()))
    const [code] = await once(child, 'exit')
    expect([code, words]).toEqual([2, 'gateway: PORT: "70000" is no port\n'])
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}
