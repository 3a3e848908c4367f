import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { FakeGateway } from './fake-gateway.ts'
import type { Change } from './gateway-client.ts'
import type { PublishedSource, Publisher } from './publisher.ts'

import { startFakeGateway } from './fake-gateway.ts'
import { gatewayClient } from './gateway-client.ts'
import { createPublisher } from './publisher.ts'

/** A database of consumers whose version is the number of its changes. */
class Consumers implements PublishedSource {
  readonly changed: string[] = []
  areChangesKnown = true
  write(id: string): void {
    this.changed.push(id)
  }
  version() {
    return Promise.resolve(this.changed.length)
  }
  changes(from: number, to: number): Promise<Change[] | null> {
    if (!this.areChangesKnown || from > to) return Promise.resolve(null)
    const ids = [...new Set(this.changed.slice(from, to))]
    return Promise.resolve(
      ids.map((id) => ({ kind: 'consumer', id, op: 'put', value: consumer(id) })),
    )
  }
  async *snapshot(version: number) {
    yield `${JSON.stringify({ version })}\n`
    for (const id of new Set(this.changed))
      yield `${JSON.stringify({ kind: 'consumer', value: consumer(id) })}\n`
  }
  acknowledged() {
    return Promise.resolve()
  }
}

const consumer = (id: string) => ({
  id,
  tenant: 'acme',
  external_id: id,
  name: id,
  status: 'active',
})

let gateway: FakeGateway
let source: Consumers
let publisher: Publisher
let said: string[]

beforeEach(async () => {
  gateway = await startFakeGateway()
  source = new Consumers()
  said = []
  publisher = createPublisher(source, gatewayClient(gateway.url, gateway.token), {
    log: (message) => said.push(message),
    checkMs: 40,
    flushLimitMs: 300,
  })
})
afterEach(async () => {
  await publisher.stop()
  await gateway.close()
})

const held = () => [...gateway.entities.keys()].toSorted()
const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 10 })

test('a write is a delta, and flush ends when the gateway has it', async () => {
  publisher.start()
  source.write('a')
  source.write('b')
  await publisher.flush()
  source.write('c')
  await publisher.flush()
  expect(held()).toEqual(['consumer a', 'consumer b', 'consumer c'])
  expect(gateway.received.every((one) => one.startsWith('PATCH'))).toBe(true)
  expect(publisher.state()).toMatchObject({ wanted: 3, held: 3, failure: null })
})

test('a thousand writes at once need few runs, and each flush means its own write', async () => {
  publisher.start()
  await Promise.all(
    Array.from({ length: 1000 }, async (_, n) => {
      source.write(`c${n}`)
      await publisher.flush()
      expect(gateway.entities.has(`consumer c${n}`)).toBe(true)
    }),
  )
  expect(gateway.received.length).toBeLessThan(20)
})

test('a gateway that has lost its disk gets everything within a check', async () => {
  publisher.start()
  source.write('a')
  await publisher.flush()
  source.areChangesKnown = false
  gateway.forget()
  await until(() => expect(held()).toEqual(['consumer a']))
  expect(gateway.received.at(-1)).toBe('PUT 1')
})

test('a gateway that restarts between check and write answers 409 and gets everything with that write', async () => {
  await publisher.stop()
  // Without a check in between: only the 409 tells.
  publisher = createPublisher(source, gatewayClient(gateway.url, gateway.token), {
    log: () => undefined,
    checkMs: 60_000,
    flushLimitMs: 3_000,
  })
  publisher.start()
  source.write('a')
  await publisher.flush()
  gateway.version = 77
  source.write('b')
  await publisher.flush()
  expect(gateway.received.at(-1)).toBe('PUT 2')
  expect(held()).toEqual(['consumer a', 'consumer b'])
})

test('a gateway of another database, whose version is higher, gets everything', async () => {
  gateway.version = 9_999
  source.write('a')
  publisher.start()
  await until(() => expect(gateway.received).toEqual(['PUT 1']))
})

test('while the gateway is away a write waits no longer than the limit, and arrives when it is back', async () => {
  publisher.start()
  source.write('a')
  await publisher.flush()
  gateway.failWith = 503
  source.write('b')
  const begun = Date.now()
  await publisher.flush()
  expect(Date.now() - begun).toBeLessThan(450)
  expect(publisher.state()).toMatchObject({
    held: null,
    failure: expect.stringMatching(/answered 503/),
  })
  gateway.failWith = null
  await until(() => expect(held()).toEqual(['consumer a', 'consumer b']))
  await until(() => expect(publisher.state().failure).toBeNull())
})

test('a gateway that hangs does not hold a write', async () => {
  gateway.delayMs = 5_000
  publisher.start()
  source.write('a')
  const begun = Date.now()
  await publisher.flush()
  expect(Date.now() - begun).toBeLessThan(450)
})

test('an outage is said once, not at each attempt', async () => {
  gateway.failWith = 500
  publisher.start()
  await until(() => expect(publisher.state().failure).not.toBeNull())
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(said).toHaveLength(1)
})

test('a wrong token is said as such, not as an outage', async () => {
  const wrong = createPublisher(source, gatewayClient(gateway.url, 'other'), {
    log: () => undefined,
  })
  wrong.start()
  await wrong.flush()
  expect(wrong.state().failure).toMatch(/answered 401/)
  await wrong.stop()
})

test('the end of the process does not wait for a gateway that hangs', async () => {
  const stopping = new AbortController()
  const client = gatewayClient(gateway.url, gateway.token, stopping.signal)
  const other = createPublisher(source, client, { log: () => undefined })
  gateway.delayMs = 5_000
  other.start()
  await new Promise((resolve) => setTimeout(resolve, 100))
  const begun = Date.now()
  stopping.abort()
  await other.stop()
  expect(Date.now() - begun).toBeLessThan(500)
})

test('after stop nothing is sent any more', async () => {
  publisher.start()
  await publisher.flush()
  await publisher.stop()
  source.write('late')
  await publisher.flush()
  expect(gateway.entities.size).toBe(0)
})
