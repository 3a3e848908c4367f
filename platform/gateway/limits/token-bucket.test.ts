import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fullIn, take, usedAt, waitFor, type Bucket, type BucketSize } from './token-bucket.ts'

const size: BucketSize = { capacity: 10, perMinute: 100 }

describe('a bucket of 10 with 100 a minute', () => {
  it('lets ten calls at once pass, then one every 600 ms', () => {
    const bucket: Bucket = { used: 0, at: 0 }
    expect(calls(bucket, size, Array(15).fill(0))).toBe(10)
    expect(waitFor(bucket, size, 0)).toBeCloseTo(600)
    expect(waitFor(bucket, size, 599)).toBeGreaterThan(0)
    expect(waitFor(bucket, size, 600)).toBe(0)
    expect(fullIn(bucket, size, 0)).toBeCloseTo(6_000)
  })

  it('gives a raised burst at once and takes a lowered one back', () => {
    const bucket: Bucket = { used: 10, at: 0 }
    expect(waitFor(bucket, { ...size, capacity: 11 }, 0)).toBe(0)
    expect(usedAt(bucket, { ...size, capacity: 3 }, 0)).toBe(3)
    expect(waitFor(bucket, { ...size, capacity: 3 }, 0)).toBeCloseTo(600)
  })
})

const anySize = fc.record({
  capacity: fc.integer({ min: 1, max: 50 }),
  perMinute: fc.oneof(fc.integer({ min: 1, max: 6_000 }), fc.constantFrom(50, 60, 100, 600, 1_000)),
})
/** Gaps in ms between calls; a negative one is a clock that steps back. */
const anyGaps = fc.array(fc.integer({ min: -500, max: 5_000 }), { maxLength: 200 })

describe('whole milliseconds', () => {
  it('are enough, although fractions do not add up exactly', () => {
    const bucket: Bucket = { used: 43.56250000000001, at: 0 }
    expect(waitFor(bucket, { capacity: 44, perMinute: 50 }, 675)).toBe(0)
    expect(waitFor(bucket, { capacity: 44, perMinute: 50 }, 674)).toBeGreaterThan(0)
  })
})

describe('a clock that steps back', () => {
  it('neither refills nor costs anything', () => {
    const bucket: Bucket = { used: 5, at: 1_000 }
    expect(usedAt(bucket, size, 0)).toBe(5)
    take(bucket, size, 0)
    expect(usedAt(bucket, size, 1_000)).toBe(6)
  })
})

describe('for any bucket and any times of calls', () => {
  it('never lets more pass than the burst and what was refilled', () => {
    fc.assert(
      fc.property(anySize, anyGaps, (any, gaps) => {
        const times = timesOf(gaps)
        const passed = calls({ used: 0, at: times[0] ?? 0 }, any, times)
        const span = Math.max(0, ...times) - (times[0] ?? 0)
        expect(passed).toBeLessThanOrEqual(any.capacity + (span * any.perMinute) / 60_000 + 1e-6)
      }),
    )
  })

  it('lets a call pass that waited as long as it was told, and not one that came 2 ms early', () => {
    fc.assert(
      fc.property(anySize, anyGaps, (any, gaps) => {
        const times = timesOf(gaps)
        const bucket: Bucket = { used: 0, at: 0 }
        calls(bucket, any, times)
        const last = Math.max(bucket.at, ...times)
        const wait = waitFor(bucket, any, last)
        // 675.0000000000086 ms is 675 ms: whoever waits whole milliseconds must not pay for a rounding.
        expect(waitFor(bucket, any, last + Math.ceil(wait - 1e-6))).toBe(0)
        const isTooEarly = wait <= 2 || waitFor(bucket, any, last + wait - 2) > 0
        expect(isTooEarly).toBe(true)
      }),
    )
  })

  it('uses between nothing and all of it, and is full when it says', () => {
    fc.assert(
      fc.property(anySize, anyGaps, (any, gaps) => {
        const bucket: Bucket = { used: 0, at: 0 }
        const times = timesOf(gaps)
        calls(bucket, any, times)
        const last = Math.max(bucket.at, ...times)
        const used = usedAt(bucket, any, last)
        expect(used).toBeGreaterThanOrEqual(0)
        expect(used).toBeLessThanOrEqual(any.capacity + 1e-6)
        expect(usedAt(bucket, any, last + fullIn(bucket, any, last))).toBeCloseTo(0)
      }),
    )
  })
})

/** How many of the calls pass. */
function calls(bucket: Bucket, any: BucketSize, times: number[]): number {
  let passed = 0
  for (const time of times)
    if (waitFor(bucket, any, time) === 0) {
      take(bucket, any, time)
      passed += 1
    }
  return passed
}

function timesOf(gaps: number[]): number[] {
  let time = 10_000
  return gaps.map((gap) => (time += gap))
}
