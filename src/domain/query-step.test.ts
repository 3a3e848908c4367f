import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { gridFor, MOST_POINTS, rateWindow, stepFor, timesOf } from './query-step'

const length = fc.integer({ min: 60, max: 31 * 86_400 })
const scrape = fc.constantFrom(1, 5, 10, 15, 30, 60, 120, 300)
const start = fc.integer({ min: 1_600_000_000, max: 1_900_000_000 })

describe('step and window', () => {
  it('draw at most 120 points, end at the end and begin within a step of the start', () => {
    fc.assert(
      fc.property(start, length, scrape, (from, seconds, every) => {
        const grid = gridFor({ start: from, end: from + seconds }, every)
        const times = timesOf(grid)
        expect(times.length).toBeLessThanOrEqual(MOST_POINTS)
        expect(times.at(-1)).toBe(from + seconds)
        expect(times[0]).toBeGreaterThanOrEqual(from)
        expect((times[0] ?? 0) - from).toBeLessThan(grid.step)
        expect(grid.step).toBeGreaterThanOrEqual(every)
      }),
    )
  })

  it('leave no moment of the range outside every window, and each window holds four scrapes', () => {
    fc.assert(
      fc.property(start, length, scrape, (from, seconds, every) => {
        const grid = gridFor({ start: from, end: from + seconds }, every)
        const window = rateWindow(grid.step, every)
        expect(window).toBeGreaterThanOrEqual(4 * every)
        // Two neighbouring windows share a scrape: the growth between them is in one of them.
        expect(window).toBeGreaterThanOrEqual(grid.step + every)
      }),
    )
  })

  it.each([
    [900, 15, 15],
    [3600, 15, 45],
    [21_600, 15, 300],
    [86_400, 15, 900],
    [604_800, 15, 7200],
    [2_592_000, 15, 28_800],
    [900, 60, 60],
  ])('of %i s at a scrape of %i s: a step of %i s', (seconds, every, step) => {
    expect(stepFor(seconds, every)).toBe(step)
  })
})
