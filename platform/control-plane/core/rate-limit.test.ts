import { describe, expect, it } from 'vitest'

import { Refusal } from './problems.ts'
import { callerLimit } from './rate-limit.ts'

describe('the limit of a caller', () => {
  it('lets a minute of requests pass at once, then as many as flow in, and counts callers apart', () => {
    let time = 0
    const limit = callerLimit(60, () => time)
    const passed = (caller: string, wanted: number) => {
      for (let n = 0; n < wanted; n++) {
        try {
          limit(caller)
        } catch {
          return n
        }
      }
      return wanted
    }
    expect(passed('one', 100)).toBe(60)
    expect(passed('two', 10)).toBe(10)
    expect(passed('one', 1)).toBe(0)
    time += 5_000
    expect(passed('one', 100)).toBe(5)
    expect(() => limit('one')).toThrow(Refusal)
    expect(() => limit('one')).toThrow(/60 requests in a minute/)
  })
})
