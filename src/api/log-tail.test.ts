import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import type { LogEntry } from '#contract/contract.gen'
import { Failure } from '~/domain/failure'

import { controlPlane } from './control-plane/current'
import { createLogTail } from './log-tail'

let made = 0
const entry = (part: Partial<LogEntry> = {}): LogEntry => ({
  timestamp: '2026-11-24T10:00:00.000Z',
  request_id: `r-${(made += 1)}`,
  method: 'GET',
  path: '/orders/v1/1',
  status: 200,
  duration_ms: 3,
  ...part,
})

/** A stream that the test writes to. */
function stream() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given
    },
  })
  const bytes = new TextEncoder()
  return {
    body,
    send: (name: string, data: unknown) =>
      controller?.enqueue(bytes.encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)),
    beat: () => controller?.enqueue(bytes.encode(': here\n\n')),
    end: () => controller?.close(),
  }
}

const page = (items: LogEntry[], next_cursor: string | null = null) =>
  Promise.resolve({ items, next_cursor })

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(controlPlane, 'listLogs').mockImplementation(() => page([]))
})
afterEach(() => {
  vi.useRealTimers()
})

const settle = () => vi.advanceTimersByTimeAsync(300)

it('shows what comes, newest first, drawn together', async () => {
  const one = stream()
  vi.spyOn(controlPlane, 'followLogs').mockResolvedValue(one.body)
  const tail = createLogTail('default', { status: '5xx', from: 'x', to: 'y' })
  const listener = vi.fn<() => void>()
  const stop = tail.subscribe(listener)
  await settle()
  expect(tail.snapshot().phase).toBe('following')
  expect(vi.mocked(controlPlane.followLogs).mock.calls[0]?.[1]).toEqual({ status: '5xx' })
  listener.mockClear()
  const [first, second] = [entry(), entry()]
  one.send('entry', first)
  one.send('entry', second)
  one.send('entry', second)
  await settle()
  expect(tail.snapshot().entries).toEqual([second, first])
  expect(tail.snapshot().seen).toBe(2)
  expect(listener).toHaveBeenCalledTimes(1)
  one.send('dropped', { count: 7 })
  await settle()
  expect(tail.snapshot().missed).toBe(7)
  stop()
})

it('opens a stream that has ended again, and reads up what was written meanwhile', async () => {
  const [one, two] = [stream(), stream()]
  vi.spyOn(controlPlane, 'followLogs')
    .mockResolvedValueOnce(one.body)
    .mockResolvedValueOnce(two.body)
  const tail = createLogTail('default', {})
  const stop = tail.subscribe(() => undefined)
  await settle()
  const seen = entry({ timestamp: '2099-01-01T00:00:00.000Z' })
  one.send('entry', seen)
  await settle()
  const lost = entry({ timestamp: '2099-01-01T00:00:01.000Z' })
  vi.mocked(controlPlane.listLogs).mockImplementation(() => page([lost, seen]))
  one.end()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(vi.mocked(controlPlane.listLogs).mock.lastCall?.[1].from).toBe('2098-12-31T23:59:58.000Z')
  expect(tail.snapshot()).toMatchObject({ phase: 'following', seen: 2, missed: 0 })
  expect(tail.snapshot().entries).toEqual([lost, seen])
  stop()
})

it('no longer says that it follows when not even a sign of life comes, and opens the stream again', async () => {
  const [one, two] = [stream(), stream()]
  vi.spyOn(controlPlane, 'followLogs')
    .mockResolvedValueOnce(one.body)
    .mockResolvedValueOnce(two.body)
  const tail = createLogTail('default', {})
  const stop = tail.subscribe(() => undefined)
  for (let beat = 0; beat < 4; beat += 1) {
    await vi.advanceTimersByTimeAsync(15_000)
    one.beat()
  }
  expect(tail.snapshot().phase).toBe('following')
  await vi.advanceTimersByTimeAsync(35_100)
  expect(tail.snapshot()).toMatchObject({ phase: 'waiting', failure: { kind: 'timeout' } })
  await vi.advanceTimersByTimeAsync(2_000)
  const late = entry()
  two.send('entry', late)
  await settle()
  expect(tail.snapshot()).toMatchObject({ phase: 'following', entries: [late], failure: undefined })
  stop()
})

it('says why it does not follow, and comes back more and more slowly', async () => {
  const follow = vi
    .spyOn(controlPlane, 'followLogs')
    .mockRejectedValue(new Failure({ kind: 'unreachable', message: 'nobody there' }))
  const tail = createLogTail('default', {})
  const stop = tail.subscribe(() => undefined)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(tail.snapshot()).toMatchObject({ phase: 'waiting', failure: { message: 'nobody there' } })
  const inTheFirstMinute = follow.mock.calls.length
  expect(inTheFirstMinute).toBeGreaterThan(3)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(follow.mock.calls.length - inTheFirstMinute).toBeLessThanOrEqual(5)
  stop()
})

it('ends with its last listener, and asks nothing in a hidden tab', async () => {
  const follow = vi
    .spyOn(controlPlane, 'followLogs')
    .mockImplementation(() => Promise.resolve(stream().body))
  const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  const tail = createLogTail('default', {})
  const stop = tail.subscribe(() => undefined)
  await settle()
  expect(tail.snapshot().phase).toBe('hidden')
  expect(follow).not.toHaveBeenCalled()
  visibility.mockReturnValue('visible')
  document.dispatchEvent(new Event('visibilitychange'))
  await settle()
  expect(follow).toHaveBeenCalledTimes(1)
  stop()
  expect(follow.mock.calls[0]?.[2].aborted).toBe(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(follow).toHaveBeenCalledTimes(1)
})
