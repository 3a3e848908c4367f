import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'

import { startTestControlPlane } from '../test/control-plane.ts'

const folder = mkdtempSync(join(tmpdir(), 'stoa-log-routes-'))
const file = join(folder, 'gateway.log')
let controlPlane: TestControlPlane
let viewer: TestControlPlane['call']

beforeAll(async () => {
  writeFileSync(file, line('one') + line('foreign', 'default') + line('two'))
  controlPlane = await startTestControlPlane({ gatewayLogFile: file })
  viewer = await controlPlane.as({ roles: ['viewer'], tenant: 'acme' })
})
afterAll(async () => {
  await controlPlane.stop()
  rmSync(folder, { recursive: true })
})

function line(id: string, tenant = 'acme'): string {
  return `${JSON.stringify({ timestamp: new Date().toISOString(), request_id: id, tenant, method: 'GET', path: '/', status: 200, duration_ms: 1 })}\n`
}

interface Following {
  text(): string
  status: number
  contentType: string | null
  stop(): void
  ended: Promise<void>
}

async function follow(token: string): Promise<Following> {
  const stopper = new AbortController()
  const response = await fetch(`${controlPlane.url}/v1/logs/acme`, {
    headers: { Accept: 'text/event-stream', Authorization: `Bearer ${token}` },
    signal: stopper.signal,
  })
  let text = ''
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true })
  }
  return {
    text: () => text,
    status: response.status,
    contentType: response.headers.get('content-type'),
    stop: () => stopper.abort(),
    ended: read().catch(() => undefined),
  }
}

const token = (expiresIn = 300) =>
  controlPlane.issuer.token({ roles: ['viewer'], tenant: 'acme', expiresIn })

test('a page of the own tenant, and the next one by its cursor', async () => {
  const first = await viewer('/v1/logs/acme?limit=1')
  expect(first.status).toBe(200)
  expect(first.body.items).toMatchObject([{ request_id: 'two', tenant: 'acme' }])
  const second = await viewer(`/v1/logs/acme?limit=1&cursor=${first.body.next_cursor}`)
  expect(second.body.items).toMatchObject([{ request_id: 'one' }])
  expect((await viewer('/v1/logs/default')).status).toBe(404)
  expect((await viewer('/v1/logs/acme?cursor=rubbish')).status).toBe(422)
  expect((await viewer('/v1/logs/acme?status=600')).status).toBe(422)
  expect((await (await controlPlane.as({}))('/v1/logs/acme')).status).toBe(403)
})

test('following over HTTP: entries as they are written, until the client goes', async () => {
  const following = await follow(await token())
  expect([following.status, following.contentType]).toEqual([200, 'text/event-stream'])
  await expect.poll(following.text).toContain(': following')
  await new Promise((resolve) => setTimeout(resolve, 500))
  appendFileSync(file, line('foreign-live', 'default') + line('live'))
  await expect.poll(following.text, { timeout: 5_000 }).toContain('"live"')
  expect(following.text()).not.toContain('foreign')
  following.stop()
  await following.ended
})

test('the 21st reader is told to wait, and has a place when one goes', async () => {
  const bearer = await token()
  const readers = await Promise.all(Array.from({ length: 20 }, () => follow(bearer)))
  const refused = await follow(bearer)
  expect(refused.status).toBe(429)
  readers[0]?.stop()
  await expect
    .poll(
      async () => {
        const next = await follow(bearer)
        next.stop()
        return next.status
      },
      { timeout: 5_000 },
    )
    .toBe(200)
  for (const reader of readers) reader.stop()
})

test('a stream ends with the token that opened it', async () => {
  await expect.poll(async () => (await viewer('/v1/logs/acme')).status).toBe(200)
  const following = await follow(await token(2))
  expect(following.status).toBe(200)
  await following.ended
  expect(following.text()).toContain(': following')
})

test('a log that is not there is said to be so', async () => {
  const alone = await startTestControlPlane({ gatewayLogFile: join(folder, 'none.log') })
  const call = await alone.as({ roles: ['viewer'], tenant: 'acme' })
  const answer = await call('/v1/logs/acme')
  await alone.stop()
  expect(answer.status).toBe(503)
  expect(answer.body.detail).toMatch(/has not written a log yet/)
})
