import { array, assert, double, integer, property, record, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Limit } from './burst'
import { addSpans, refusalsOf, type Span, spansOf } from './what-if'

const limit: Limit = { perMinute: 60, burst: 10 }
const minutes = (...counts: number[]): Span[] =>
  counts.map((calls, place) => ({ start: place * 60, end: (place + 1) * 60, calls }))

describe('what a limit would have refused', () => {
  it('nothing of what fits at once, wherever it lies', () => {
    expect(refusalsOf(minutes(10, 0, 10), limit, 5)).toMatchObject({
      calls: 20,
      least: 0,
      most: 0,
      leastSpans: 0,
      mostSpans: 0,
      peak: 10,
    })
  })

  it('between nothing and all but the burst, where a minute holds what a minute may', () => {
    expect(refusalsOf(minutes(60), limit, 0)).toMatchObject({ least: 0, most: 50, mostSpans: 1 })
  })

  it('at least what is above the burst and the refill', () => {
    expect(refusalsOf(minutes(200), limit, 0)).toMatchObject({ least: 130, most: 190 })
  })

  it('knows that a quiet minute refills', () => {
    expect(refusalsOf(minutes(10, 0, 10, 0, 10), limit, 5).most).toBe(0)
    // Side by side at the end of one minute and the beginning of the next, they are one burst of 20.
    expect(refusalsOf(minutes(10, 10), limit, 0)).toMatchObject({ least: 0, most: 10 })
  })

  it('says nothing of no calls', () => {
    expect(refusalsOf(minutes(0, 0), limit, 5)).toMatchObject({
      calls: 0,
      least: 0,
      most: 0,
      peak: 0,
    })
  })
})

describe('spans of a counter', () => {
  const times = [0, 60, 120, 180, 240]
  const always = () => true
  const never = () => false

  it('are the growth between samples', () => {
    expect(spansOf(times, [5, 5, 8, 8, 20], never).map(({ calls }) => calls)).toEqual([0, 3, 0, 12])
  })

  it('begin at 0 where the gateway was watched, and unknown where nobody did', () => {
    const born = [undefined, undefined, 7, 9, 9]
    expect(spansOf(times, born, always).map(({ calls }) => calls)).toEqual([7, 2, 0])
    expect(spansOf(times, born, never).map(({ calls }) => calls)).toEqual([2, 0])
  })

  it('count from 0 again after a restart, and make one long span of a gap', () => {
    expect(spansOf(times, [50, 60, 4, 6, 6], never).map(({ calls }) => calls)).toEqual([
      10, 4, 2, 0,
    ])
    expect(spansOf(times, [50, undefined, undefined, 56, 60], never)).toEqual([
      { start: 0, end: 180, calls: 6 },
      { start: 180, end: 240, calls: 4 },
    ])
  })

  it('add up, and where they overlap only the sum over the longer one is known', () => {
    const one = [
      { start: 0, end: 60, calls: 1 },
      { start: 60, end: 120, calls: 2 },
    ]
    expect(addSpans([one, one])).toEqual([
      { start: 0, end: 60, calls: 2 },
      { start: 60, end: 120, calls: 4 },
    ])
    expect(addSpans([one, [{ start: 0, end: 120, calls: 10 }]])).toEqual([
      { start: 0, end: 120, calls: 13 },
    ])
  })
})

/** A real bucket over calls at real times, each seen by a scrape a little later. */
function truth(times: readonly number[], { perMinute, burst }: Limit): number {
  let used = 0
  let at = 0
  let refused = 0
  for (const time of times) {
    used = Math.max(0, used - ((time - at) * perMinute) / 60)
    at = time
    if (used + 1 - burst > 1e-9) refused += 1
    else used += 1
  }
  return refused
}

const step = 60
const delay = 15

describe('the bounds', () => {
  const limits = record({
    perMinute: integer({ min: 1, max: 300 }),
    burst: integer({ min: 1, max: 60 }),
  })
  /** Clusters of calls, as bad clients send them, some of them at the edges of minutes. */
  const clusters = array(
    tuple(
      double({ min: 0, max: 599, noNaN: true }),
      integer({ min: 1, max: 80 }),
      integer({ min: 0, max: 2 }),
    ),
    { minLength: 1, maxLength: 25 },
  )
  const lag = double({ min: 0, max: delay, noNaN: true })

  it('hold for whatever lies between the samples', () => {
    assert(
      property(limits, clusters, lag, (real, groups, late) => {
        const times = groups
          .flatMap(([at, count, kind]) => {
            const edge = Math.round(at / step) * step + (kind === 1 ? -0.01 : 0.01)
            const from = kind === 0 ? at : Math.max(0, edge)
            return Array.from({ length: count }, (_, index) =>
              kind === 2 ? from + index * 0.7 : from,
            )
          })
          .filter((time) => time < 600)
          .toSorted((a, b) => a - b)
        const spans = minutes(...Array.from({ length: 11 }, () => 0)).map((span) => ({
          ...span,
          calls: times.filter((time) => time + late >= span.start && time + late < span.end).length,
        }))
        const refused = truth(times, real)
        const { least, most, calls } = refusalsOf(spans, real, delay)
        expect(calls).toBe(times.length)
        expect(least).toBeLessThanOrEqual(refused)
        expect(most).toBeGreaterThanOrEqual(refused)
      }),
      { numRuns: 2000 },
    )
  })
})
