import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccessLog, type AccessEntry } from './access-log.ts'

let directory: string
let path: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'access-log-'))
  path = join(directory, 'access.log')
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function entry(number: number): AccessEntry {
  return {
    timestamp: '2026-11-24T12:00:00.000Z',
    level: 'info',
    request_id: `request-${number}`,
    tenant: null,
    api: null,
    consumer: null,
    key_prefix: null,
    method: 'GET',
    path: '/x',
    status: 200,
    duration_ms: 1,
    upstream_ms: null,
    reason: null,
  }
}

function idsIn(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line).request_id)
}

describe('the access log', () => {
  it('appends to what an earlier run wrote', async () => {
    for (const number of [1, 2]) {
      const log = await AccessLog.open(path)
      log.write(entry(number))
      await log.close()
    }
    expect(idsIn(path)).toEqual(['request-1', 'request-2'])
  })

  it('is turned over by size, keeps five files, and loses no line in between', async () => {
    const log = await AccessLog.open(path, 2_000)
    for (let number = 0; number < 100; number += 1) {
      log.write(entry(number))
      if (number % 5 === 4) await log.flush()
    }
    await log.close()
    const files = [5, 4, 3, 2, 1].map((number) => `${path}.${number}`)
    expect(existsSync(`${path}.6`)).toBe(false)
    const ids = [...files, path].flatMap(idsIn)
    expect(ids.length).toBeLessThan(100)
    expect(ids).toEqual(
      Array.from({ length: ids.length }, (_, index) => `request-${100 - ids.length + index}`),
    )
    for (const file of files) expect(statSync(file).size).toBeLessThan(3_500)
  })

  it('keeps lines for a while when they cannot be written, and counts what it drops', async () => {
    const log = await AccessLog.open(path)
    const before = log.dropped
    for (let number = 0; number < 60_000; number += 1) log.write(entry(number))
    expect(log.dropped).toBeGreaterThan(before)
    await log.close()
    expect(idsIn(path).length).toBe(60_000 - log.dropped)
  })
})
