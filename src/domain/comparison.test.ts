import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { compare, watchedShare, windowBefore } from './comparison'
import type { Reading } from './reading'

const question = { query: 'q' }
const value = (number: number): Reading<number> => ({
  state: 'value',
  value: number,
  sampledAt: 0,
  question,
})
const empty: Reading<number> = { state: 'empty', question }

describe('the range before', () => {
  it('has the same length and ends where this one begins, whatever the range', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1 }),
        fc.integer({ min: 60, max: 2_678_400 }),
        (start, length) => {
          const before = windowBefore({ start, end: start + length })
          expect(before).toEqual({ start: start - length, end: start })
        },
      ),
    )
  })

  it('is compared where both were measured', () => {
    expect(compare(value(150), value(100), 1)).toEqual({
      state: 'compared',
      before: 100,
      change: 0.5,
      difference: 50,
    })
  })

  it('has no relative change where it was zero', () => {
    expect(compare(value(5), value(0), 1)).toMatchObject({ change: undefined, difference: 5 })
  })

  it('of which too little or nothing was measured gives no difference', () => {
    expect(compare(value(150), value(100), 0.5)).toEqual({ state: 'partly', share: 0.5 })
    expect(compare(value(150), value(100), 0)).toEqual({ state: 'none' })
    expect(compare(value(150), empty, 1)).toEqual({ state: 'none' })
    expect(compare(empty, value(100), 1)).toBeUndefined()
  })

  it('without the figure that tells was not measured', () => {
    const answer = {
      question,
      window: { start: 0, end: 60 },
      scrape: 15,
      isLive: false,
      series: [],
      warnings: [],
    }
    expect(watchedShare(answer)).toBe(0)
    const series = [
      { labels: new Map([['figure', 'watched']]), samples: [{ at: 60, value: 1.02 }] },
    ]
    expect(watchedShare({ ...answer, series })).toBe(1)
  })
})
