import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Grid } from './query-step'
import { timesOf } from './query-step'
import type { Point, Series } from './series'
import { align, groupLines, shareLine, statusClass, sumLines } from './series'

const grid = fc.record({
  start: fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }),
  step: fc.constantFrom(5, 15, 60, 300, 3600),
  points: fc.integer({ min: 1, max: 60 }),
})
const asGrid = ({
  start,
  step,
  points,
}: {
  start: number
  step: number
  points: number
}): Grid => ({
  start,
  step,
  end: start + (points - 1) * step,
})
const value = fc.oneof(
  fc.double({ noNaN: true, min: 0, max: 1e9 }),
  fc.constantFrom(0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
)

describe('align', () => {
  it('puts each sample at its time and leaves the others as gaps, as a look-up by time does', () => {
    const cases = grid.chain((one) =>
      fc.tuple(
        fc.constant(one),
        fc.array(fc.tuple(fc.integer({ min: -3, max: one.points + 3 }), value), { maxLength: 80 }),
      ),
    )
    fc.assert(
      fc.property(cases, ([one, placed]) => {
        const samples = placed.map(([index, value]) => ({
          at: one.start + index * one.step,
          value,
        }))
        // The oracle knows nothing of indices: texts of milliseconds, the later one wins.
        const byTime = new Map(
          samples.map((sample) => [(sample.at * 1000).toFixed(0), sample.value]),
        )
        const expected = timesOf(asGrid(one)).map((at) => byTime.get((at * 1000).toFixed(0)))
        expect(align(samples, asGrid(one))).toEqual(expected)
      }),
    )
  })

  it('keeps no sample, not a number and zero apart', () => {
    const samples = [
      { at: 100, value: 0 },
      { at: 110, value: Number.NaN },
      { at: 130, value: Number.POSITIVE_INFINITY },
    ]
    expect(align(samples, { start: 100, end: 130, step: 10 })).toEqual([
      0,
      Number.NaN,
      undefined,
      Infinity,
    ])
  })

  it('ignores samples between the times of the grid', () => {
    expect(align([{ at: 104, value: 1 }], { start: 100, end: 110, step: 10 })).toEqual([
      undefined,
      undefined,
    ])
  })

  it('takes answers in milliseconds', () => {
    expect(align([{ at: 100.0004, value: 1 }], { start: 100, end: 110, step: 10 })[0]).toBe(1)
  })
})

describe('groupLines', () => {
  const of = (status: string, values: Point[]): Series => ({
    labels: new Map([['status', status]]),
    samples: values.flatMap((value, index) =>
      value === undefined ? [] : [{ at: 100 + index * 10, value }],
    ),
  })

  it('adds up the series of a group, and is a gap only where all of them are', () => {
    const lines = groupLines(
      [
        of('200', [1, 2, undefined, undefined]),
        of('204', [3, undefined, 4, undefined]),
        of('500', [0, 0, 0, 0]),
      ],
      { start: 100, end: 130, step: 10 },
      (series) => statusClass(series.labels.get('status') ?? ''),
    )
    expect(lines).toEqual([
      { id: '2xx', values: [4, 2, 4, undefined] },
      { id: '5xx', values: [0, 0, 0, 0] },
    ])
  })

  it('sums as an oracle does within 1e-9, at each time', () => {
    const line = fc.array(
      fc.option(fc.double({ noNaN: true, min: 0, max: 1e6 }), { nil: undefined }),
      {
        minLength: 8,
        maxLength: 8,
      },
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const sums = sumLines(lines, 8)
        for (let index = 0; index < 8; index++) {
          let expected: number | undefined
          for (const one of lines) {
            const value = one[index]
            if (value !== undefined) expected = (expected ?? 0) + value
          }
          expect(sums[index] === undefined).toBe(expected === undefined)
          expect(sums[index] ?? 0).toBeCloseTo(expected ?? 0, 9)
        }
      }),
    )
  })

  it('lets no sum hide what is not a number', () => {
    expect(sumLines([[1], [Number.NaN]], 1)).toEqual([Number.NaN])
  })
})

describe('shareLine', () => {
  it('has no share of nothing', () => {
    expect(shareLine([0, 1, undefined, undefined], [0, 4, 4, undefined])).toEqual([
      undefined,
      0.25,
      0,
      undefined,
    ])
  })
})

describe('statusClass', () => {
  it.each([
    ['200', '2xx'],
    ['302', '3xx'],
    ['404', '4xx'],
    ['429', '429'],
    ['502', '5xx'],
    ['101', '1xx'],
    ['', 'other'],
    ['600', 'other'],
    ['abc', 'other'],
  ])('of %s is %s', (status, expected) => {
    expect(statusClass(status)).toBe(expected)
  })
})
