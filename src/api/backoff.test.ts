import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { jitteredDelay, pause, readRetryAfter } from './backoff'

const now = Date.parse('2026-11-24T12:00:00Z')

describe('readRetryAfter', () => {
  it.each([
    ['3', 3_000],
    ['0', 0],
    [' 7 ', 7_000],
    ['36000', 36_000_000],
    ['999999999', 86_400_000],
    ['Tue, 24 Nov 2026 12:00:05 GMT', 5_000],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
  ])('reads %s as %s ms', (header, expected) => {
    expect(readRetryAfter(header, now)).toBe(expected)
  })

  it('never throws and never answers outside of its bounds', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const read = readRetryAfter(header, now) ?? 0
        expect(read >= 0 && read <= 86_400_000).toBe(true)
      }),
    )
  })
})

describe('jitteredDelay', () => {
  it('stays below its doubling bound and the cap', () => {
    expect(jitteredDelay(0, () => 0.999_999)).toBeLessThan(500)
    expect(jitteredDelay(1, () => 0.999_999)).toBeGreaterThan(900)
    expect(jitteredDelay(20, () => 0.999_999)).toBeLessThan(8_000)
    expect(jitteredDelay(3, () => 0)).toBe(0)
  })
})

describe('pause', () => {
  it('ends at once when it is aborted', async () => {
    const stop = new AbortController()
    const paused = pause(60_000, stop.signal)
    stop.abort(new Error('gone'))
    await expect(paused).rejects.toThrow('gone')
    await expect(pause(60_000, stop.signal)).rejects.toThrow('gone')
  })
})
