import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { KINDS, pick, startCalls } from './calls.ts'

test('the shares make a hundred, and failures stay under the alert’s 5 %', () => {
  const sum = (kinds: typeof KINDS) => kinds.reduce((total, { share }) => total + share, 0)
  expect(sum(KINDS)).toBe(100)
  expect(sum(KINDS.filter((kind) => kind.path().startsWith('/status/5')))).toBeLessThan(5)
})

test('a choice is as likely as its weight', () => {
  const choices = ['a', 'b'] as const
  const weight = (choice: 'a' | 'b') => (choice === 'a' ? 3 : 1)
  expect([0, 0.5, 0.74, 0.76, 0.999].map((at) => pick(choices, weight, at))).toEqual([
    'a',
    'a',
    'a',
    'b',
    'b',
  ])
  expect(() => pick([], () => 1, 0)).toThrow('nothing to pick from')
})

async function gateway(answer: () => number | null) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.url} ${String(request.headers['x-api-key'])}`)
    const status = answer()
    if (status === null) request.socket.destroy()
    else response.writeHead(status).end()
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const caller = { apiName: 'demo-orders', apiKey: 'stoa_sk_1', weight: 1 }

test('about five calls a second with the caller’s key, and none after the stop', async () => {
  const { seen, url } = await gateway(() => 200)
  const traffic = startCalls(url, [caller], () => undefined)
  await delay(2_000)
  await traffic.stop()
  const count = seen.length
  expect(count).toBeGreaterThanOrEqual(4)
  expect(count).toBeLessThanOrEqual(16)
  for (const line of seen) expect(line).toMatch(/^\/demo-orders\/v1\/.* stoa_sk_1$/)
  await delay(500)
  expect(seen).toHaveLength(count)
})

test('a gateway that stops answering is told once, and once when it is back', async () => {
  let status: number | null = null
  const { url } = await gateway(() => status)
  const onChange = vi.fn<(failure: string | null) => void>()
  const traffic = startCalls(url, [caller], onChange)
  onTestFinished(() => traffic.stop())
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce(), { timeout: 10_000 })
  expect(onChange.mock.calls[0]?.[0]).toEqual(expect.any(String))
  status = 500
  await vi.waitFor(() => expect(onChange).toHaveBeenLastCalledWith(null), { timeout: 10_000 })
  expect(onChange).toHaveBeenCalledTimes(2)
})
