import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { TimeRange, TimeWindow } from './time-range'
import {
  absolute,
  faultOf,
  isLive,
  LONGEST_RANGE_S,
  presetOf,
  PRESETS,
  shift,
  windowOf,
  zoomInto,
  zoomOut,
} from './time-range'

const now = Date.parse('2026-11-24T12:00:00Z') / 1000
const window = fc
  .tuple(
    fc.integer({ min: now - 90 * 86_400, max: now - 60 }),
    fc.integer({ min: 60, max: LONGEST_RANGE_S }),
  )
  .map(([start, length]) => ({ start, end: Math.min(start + length, now) }))
  .filter(({ start, end }) => end - start >= 60)

function windowIn(range: TimeRange): TimeWindow {
  const read = windowOf(range, now)
  if (typeof read === 'string') throw new Error(`${range.from} to ${range.to} is ${read}`)
  return read
}

describe('windowOf', () => {
  it.each([
    ['now-15m', 'now', 900],
    ['now-1h', 'now', 3600],
    ['now-6h', 'now-1h', 18_000],
    ['now-7d', 'now', 604_800],
    ['now-2w', 'now', 1_209_600],
    ['2026-11-24T10:00:00Z', '2026-11-24T11:00:00+00:00', 3600],
    ['2026-11-24T10:00Z', '2026-11-24T11:30Z', 5400],
    ['1795514400000', '1795518000000', 3600],
  ])('%s to %s is %i s', (from, to, seconds) => {
    const { start, end } = windowIn({ from, to })
    expect(end - start).toBe(seconds)
  })

  it.each([
    ['', 'now', 'unreadable'],
    ['now-1', 'now', 'unreadable'],
    ['now-1y', 'now', 'unreadable'],
    ['yesterday', 'now', 'unreadable'],
    ['2026-13-40T00:00:00Z', 'now', 'unreadable'],
    ['2026-11-24T10:00:00', 'now', 'unreadable'],
    ['now', 'now-1h', 'reversed'],
    ['now', 'now', 'reversed'],
    ['now-10s', 'now', 'too-short'],
    ['now-60d', 'now', 'too-long'],
    ['now-9999999w', 'now', 'too-long'],
    [`now-1h"`, 'now', 'unreadable'],
  ])('%s to %s is %s', (from, to, fault) => {
    expect(windowOf({ from, to }, now)).toBe(fault)
    expect(faultOf({ from, to }, now)).toBe(fault)
  })

  it('never throws, whatever the URL says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (from, to) => {
        const read = windowOf({ from, to }, now)
        expect(typeof read === 'string' || read.start < read.end).toBe(true)
      }),
    )
  })
})

describe('the URL form', () => {
  it('of two instants gives the same two back', () => {
    fc.assert(
      fc.property(window, (one) => {
        expect(windowOf(absolute(one), now)).toEqual(one)
      }),
    )
  })

  it('of each preset is known as that preset, and moves with time', () => {
    for (const preset of PRESETS) {
      const range = { from: `now-${preset}`, to: 'now' }
      expect(presetOf(range)).toBe(preset)
      expect(isLive(range)).toBe(true)
      expect(faultOf(range, now)).toBeUndefined()
    }
    expect(presetOf({ from: 'now-1h', to: 'now-5m' })).toBeUndefined()
  })
})

describe('shifting', () => {
  const now = 1_795_514_400
  it('goes back by half a length and comes forth to the live range it began with', () => {
    const back = shift({ from: 'now-6h', to: 'now' }, -1, now)
    expect(windowOf(back, now)).toEqual({ start: now - 9 * 3600, end: now - 3 * 3600 })
    expect(shift(back, 1, now + 30)).toEqual({ from: 'now-6h', to: 'now' })
  })

  it('keeps the length and never passes now, whatever the range', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 31 * 86_400 }),
        fc.integer({ min: 0, max: 90 * 86_400 }),
        fc.constantFrom(-1 as const, 1 as const),
        (length, age, by) => {
          const range = absolute({ start: now - age - length, end: now - age })
          const window = windowOf(shift(range, by, now), now)
          if (typeof window === 'string') throw new Error(window)
          expect(window.end - window.start).toBe(length)
          expect(window.end).toBeLessThanOrEqual(now)
          const moved = window.end - (now - age)
          expect([by * Math.ceil(length / 2), age]).toContain(moved)
        },
      ),
    )
  })
})

describe('moving about', () => {
  it('zooming into a stretch gives that stretch in order, at least a minute long', () => {
    fc.assert(
      fc.property(window, fc.boolean(), ({ start, end }, isBackwards) => {
        const range = isBackwards ? zoomInto(end, start) : zoomInto(start, end)
        expect(windowOf(range, now)).toEqual({ start, end })
      }),
    )
    expect(windowOf(zoomInto(now - 100, now - 99), now)).toEqual({
      start: now - 100,
      end: now - 40,
    })
  })

  it('zooming out holds the stretch, doubles it up to the longest, and stays before now', () => {
    fc.assert(
      fc.property(window, (one) => {
        const out = windowIn(zoomOut(absolute(one), now))
        expect(out.start).toBeLessThanOrEqual(one.start)
        expect(out.end).toBeLessThanOrEqual(now)
        const length = out.end - out.start
        expect(length).toBe(Math.min((one.end - one.start) * 2, LONGEST_RANGE_S))
      }),
    )
  })

  it('zooming out of a live range keeps it live', () => {
    expect(zoomOut({ from: 'now-1h', to: 'now' }, now)).toEqual({ from: 'now-120m', to: 'now' })
    expect(zoomOut({ from: 'now-30d', to: 'now' }, now)).toEqual({ from: 'now-44640m', to: 'now' })
  })
})
