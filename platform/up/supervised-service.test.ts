import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ChildRegister } from './leftovers.ts'
import { statusOf } from './http-get.ts'
import { SupervisedService, type ServiceSpec } from './supervised-service.ts'
import { temporaryFolder } from './test/temporary-folder.ts'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const SERVER = (port: number) =>
  `require('http').createServer((q, s) => s.end('ok')).listen(${port}, '127.0.0.1'); console.log('hello')`

function service(script: string, port: number, more: Partial<ServiceSpec> = {}) {
  const folder = temporaryFolder()
  const lines: string[] = []
  const spec: ServiceSpec = {
    name: 'probe',
    kind: 'other',
    command: process.execPath,
    args: ['-e', script],
    cwd: folder,
    env: {},
    logFile: join(folder, 'probe.log'),
    readyUrl: `http://127.0.0.1:${port}/`,
    readyWithinMs: 10_000,
    ...more,
  }
  const supervised = new SupervisedService(spec, new ChildRegister(folder), {
    line: (text) => lines.push(text),
  })
  onTestFinished(() => supervised.stop())
  return { supervised, lines }
}

test('ready means that it answers; stopped means that it is gone', async () => {
  const port = await freePort()
  const { supervised } = service(SERVER(port), port)
  expect(await supervised.start()).toMatch(/^\d+\.\d s$/)
  expect(await statusOf(`http://127.0.0.1:${port}/`)).toBe(200)
  await supervised.stop()
  expect(await statusOf(`http://127.0.0.1:${port}/`)).toBe(0)
  expect(supervised.pid).toBeUndefined()
})

test('killed again and again it comes back each time, and says so with its last words', async () => {
  const port = await freePort()
  const { supervised, lines } = service(SERVER(port), port)
  await supervised.start()
  for (let round = 1; round <= 3; round += 1) {
    const { pid } = supervised
    process.kill(pid as number, 'SIGKILL')
    await vi.waitFor(() => expect(lines).toHaveLength(round * 2), { timeout: 15_000 })
    expect(supervised.pid).not.toBe(pid)
    expect(await statusOf(`http://127.0.0.1:${port}/`)).toBe(200)
  }
  expect(lines[0]).toBe('probe ended (SIGKILL) and is started again. Its last words: hello')
  expect(lines[1]).toMatch(/^probe is back after/)
})

test('one that never starts is given up with what it said', async () => {
  const { supervised } = service(`console.error('no such table'); process.exit(1)`, 1)
  await expect(supervised.start()).rejects.toThrow(/probe does not start[^]*no such table/)
})

test('one that refuses its settings is not tried again', async () => {
  const { supervised } = service(`console.error('PORT is not set'); process.exit(2)`, 1)
  const start = supervised.start()
  await expect(start).rejects.toThrow(/probe refused its settings/)
  await expect(start).rejects.not.toThrow(/PORT is not set[^]*PORT is not set/)
})

test('one that runs but never answers is given up in time', async () => {
  const { supervised } = service('setInterval(() => {}, 1000)', 1, { readyWithinMs: 700 })
  await expect(supervised.start()).rejects.toThrow(/was not ready within 0.7 s/)
})

test('a program that is not there is a failure, not a crash', async () => {
  const { supervised } = service('', 1, { command: '/no/such/program', readyWithinMs: 8_000 })
  await expect(supervised.start()).rejects.toThrow(/probe does not start/)
})

test('a stop during the start ends the waiting', async () => {
  const { supervised } = service('setInterval(() => {}, 1000)', 1)
  const start = supervised.start()
  await delay(100)
  await supervised.stop()
  await expect(start).rejects.toThrow(/interrupted/)
})
