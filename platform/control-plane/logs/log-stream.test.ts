import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { LogTail } from './log-tail.ts'

import { logStream } from './log-stream.ts'
import { logTail } from './log-tail.ts'

let folder = ''
let file = ''
let tail: LogTail
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stoa-tail-'))
  file = join(folder, 'gateway.log')
  tail = logTail(file, 10)
})
afterEach(async () => {
  await tail.close()
  rmSync(folder, { recursive: true })
})

function line(id: string, tenant = 'acme'): string {
  return `${JSON.stringify({ timestamp: '2026-11-24T10:00:00Z', request_id: id, tenant, method: 'GET', path: '/', status: 200, duration_ms: 1 })}\n`
}

interface Opened {
  text(): string
  cancel(): Promise<void>
  /** Resolves when the server has ended the stream. */
  ended: Promise<void>
}

function open(
  options: { lifeMs?: number; heartbeatMs?: number; signal?: AbortSignal; onEnd?: () => void } = {},
): Opened {
  const stream = logStream(
    tail,
    { tenant: 'acme' },
    { signal: new AbortController().signal, lifeMs: 60_000, ...options },
  )
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  const read = async (): Promise<void> => {
    const { done, value } = await reader.read()
    if (done) return
    text += decoder.decode(value, { stream: true })
    return read()
  }
  return { text: () => text, cancel: () => reader.cancel(), ended: read() }
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 10 })
/** Long enough for the tail to have found the end of the file. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 60))

test('what is written from now on arrives, of the tenant alone', async () => {
  writeFileSync(file, line('before'))
  const opened = open()
  await settled()
  appendFileSync(file, line('one') + line('foreign', 'other') + line('two'))
  await until(() => expect(opened.text()).toContain('"two"'))
  expect(opened.text()).toContain('event: entry\ndata: {')
  expect(opened.text()).toContain('"one"')
  expect(opened.text()).not.toMatch(/before|foreign/)
  await opened.cancel()
})

test('a line that is written in two parts arrives once, whole', async () => {
  writeFileSync(file, '')
  const opened = open()
  await settled()
  const whole = line('split-é')
  const bytes = Buffer.from(whole)
  const middle = bytes.indexOf(0xc3) + 1
  appendFileSync(file, bytes.subarray(0, middle))
  await settled()
  appendFileSync(file, bytes.subarray(middle))
  await until(() => expect(opened.text().match(/split-é/g)).toHaveLength(1))
  await opened.cancel()
})

test('a rotation loses nothing: neither the end of the old file nor the begin of the new', async () => {
  writeFileSync(file, '')
  const opened = open()
  await settled()
  appendFileSync(file, line('old-end'))
  renameSync(file, `${file}.1`)
  writeFileSync(file, line('new-begin'))
  await until(() => expect(opened.text()).toContain('new-begin'))
  expect(opened.text().indexOf('old-end')).toBeGreaterThan(0)
  await opened.cancel()
})

test('a log that appears later is followed from its begin', async () => {
  const opened = open()
  await settled()
  writeFileSync(file, line('first-ever'))
  await until(() => expect(opened.text()).toContain('first-ever'))
  await opened.cancel()
})

test('it ends with the client, with the server and with its life, and says so once', async () => {
  writeFileSync(file, '')
  const ends: string[] = []
  const cancelled = open({ onEnd: () => ends.push('client') })
  await cancelled.cancel()
  const server = new AbortController()
  const stopped = open({ signal: server.signal, onEnd: () => ends.push('server') })
  server.abort()
  await stopped.ended
  const lived = open({ lifeMs: 30, onEnd: () => ends.push('life') })
  await lived.ended
  const late = open({ signal: AbortSignal.abort(), onEnd: () => ends.push('late') })
  await late.ended
  expect(ends).toEqual(['client', 'server', 'life', 'late'])
})

test('a silent log still shows that it is alive', async () => {
  const opened = open({ heartbeatMs: 20 })
  await until(() => expect(opened.text()).toContain(': alive\n\n'))
  await opened.cancel()
})

test('a reader that does not read costs a bounded memory and is told how many entries it missed', async () => {
  writeFileSync(file, '')
  const stream = logStream(
    tail,
    { tenant: 'acme' },
    { signal: new AbortController().signal, lifeMs: 60_000, heartbeatMs: 20 },
  )
  const reader = stream.getReader()
  await settled()
  appendFileSync(file, Array.from({ length: 3_000 }, (_, n) => line(`entry-${n}`)).join(''))
  await settled()
  const decoder = new TextDecoder()
  let text = ''
  while (!text.includes('event: dropped')) text += decoder.decode((await reader.read()).value)
  await reader.cancel()
  expect(text.match(/event: entry/g)?.length).toBeLessThan(1_100)
  expect(Number(/"count":(\d+)/.exec(text)?.[1])).toBeGreaterThan(1_900)
})
