import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { BadCursor, logPage } from './log-page.ts'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stoa-logs-'))
  file = join(folder, 'gateway.log')
})
afterEach(() => rmSync(folder, { recursive: true }))

const START = Date.parse('2026-11-24T10:00:00Z')

/** The line of the call number `n`, a second after the one before. */
function line(n: number, changes: object = {}): string {
  return `${JSON.stringify({
    timestamp: new Date(START + n * 1000).toISOString(),
    level: 'info',
    request_id: `request-${n}`,
    tenant: 'acme',
    api: 'weather',
    consumer: 'client-001',
    key_prefix: 'stoa_sk_ab12',
    method: 'GET',
    path: '/weather/v1/today',
    status: 200,
    duration_ms: 1.5,
    upstream_ms: 1,
    reason: null,
    ...changes,
  })}\n`
}

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => line(from + index)).join('')

const idsOf = (page: { items: { request_id: string }[] }) =>
  page.items.map((item) => item.request_id)

test('newest first, page after page to the end, over chunks of the file and over rotated files', async () => {
  writeFileSync(`${file}.2`, lines(0, 1000))
  writeFileSync(`${file}.1`, lines(1000, 2000))
  writeFileSync(file, lines(2000, 2500))
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await logPage(file, { tenant: 'acme' }, 97, cursor)
    seen.push(...idsOf(page))
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  expect(seen).toEqual(Array.from({ length: 2500 }, (_, index) => `request-${2499 - index}`))
})

test('a cursor keeps its place while the log grows and is rotated', async () => {
  writeFileSync(file, lines(0, 10))
  const first = await logPage(file, { tenant: 'acme' }, 4)
  renameSync(file, `${file}.1`)
  writeFileSync(file, lines(10, 20))
  const second = await logPage(file, { tenant: 'acme' }, 4, first.next_cursor ?? '')
  expect(idsOf(first)).toEqual(['request-9', 'request-8', 'request-7', 'request-6'])
  expect(idsOf(second)).toEqual(['request-5', 'request-4', 'request-3', 'request-2'])
})

test("another tenant's lines never leave, whatever they are called", async () => {
  writeFileSync(
    file,
    line(1) +
      line(2, { tenant: 'other' }) +
      line(3, { tenant: null }) +
      line(4, { tenant: ['acme'] }),
  )
  expect(idsOf(await logPage(file, { tenant: 'acme' }, 100))).toEqual(['request-1'])
})

test.each([
  [{ status: '429' }, ['request-2']],
  [{ status: '5xx' }, ['request-4', 'request-3']],
  [{ api: 'maps' }, ['request-3']],
  [{ consumer: 'client-002' }, ['request-4']],
  [{ search: 'TODAY' }, ['request-5', 'request-4', 'request-2', 'request-1']],
  [{ search: 'backend_refused' }, ['request-3']],
  [{ from: '2026-11-24T10:00:02Z', to: '2026-11-24T10:00:04Z' }, ['request-3', 'request-2']],
  [{ from: '2026-11-24T11:00:03+01:00' }, ['request-5', 'request-4', 'request-3']],
])('filter %j', async (filter, expected) => {
  writeFileSync(
    file,
    line(1) +
      line(2, { status: 429 }) +
      line(3, { status: 502, api: 'maps', path: '/maps/v1', reason: 'backend_refused' }) +
      line(4, { status: 500, consumer: 'client-002' }) +
      line(5),
  )
  expect(idsOf(await logPage(file, { tenant: 'acme', ...filter }, 100))).toEqual(expected)
})

test('torn and malformed lines are skipped and counted, a line still being written is left for later', async () => {
  const torn = line(2).slice(0, 40)
  writeFileSync(
    file,
    `${line(1)}${torn}\nnot json\n{"status":200}\n${'x'.repeat(300_000)}\n\n${line(3)}${line(4).trimEnd()}`,
  )
  const page = await logPage(file, { tenant: 'acme' }, 100)
  expect(idsOf(page)).toEqual(['request-3', 'request-1'])
  expect(page.skipped).toBe(4)
})

test('members that are not of the contract do not leave', async () => {
  writeFileSync(file, line(1, { authorization: 'Bearer canary' }))
  expect(JSON.stringify(await logPage(file, { tenant: 'acme' }, 1))).not.toContain('canary')
})

test('characters of several bytes across the edge of a chunk stay whole', async () => {
  // Many lines of odd lengths, so that some edge of a 64 KiB chunk falls into a character.
  writeFileSync(
    file,
    Array.from({ length: 3000 }, (_, n) => line(n, { path: `/é€😀${'é'.repeat(n % 7)}` })).join(''),
  )
  const page = await logPage(file, { tenant: 'acme' }, 3000)
  expect(page.items).toHaveLength(3000)
  expect(page.items.every(({ path }) => /^\/é€😀é{0,6}$/.test(path))).toBe(true)
})

test('no log is an empty page; a cursor of nobody is refused, one of a file that is gone ends', async () => {
  expect(await logPage(file, { tenant: 'acme' }, 10)).toEqual({
    items: [],
    next_cursor: null,
    skipped: 0,
  })
  writeFileSync(file, line(1))
  await expect(logPage(file, { tenant: 'acme' }, 10, 'rubbish')).rejects.toThrow(BadCursor)
  const gone = Buffer.from('1:10').toString('base64url')
  expect((await logPage(file, { tenant: 'acme' }, 10, gone)).items).toEqual([])
})
