import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { clockFor } from './clock'
import { isRepeated, localText, offsetAt, offsetText, readLocal, spansOf } from './zone'

const at = (text: string) => Date.parse(text) / 1000
const HOUR = 3600

/** Changes of the clocks around which a dashboard must stay right (security.md R18), each with a stretch around it. */
const changes = [
  ['Europe/Paris', '2026-03-29T01:00:00Z', 1, 2],
  ['Europe/Paris', '2026-10-25T01:00:00Z', 2, 1],
  ['America/New_York', '2026-11-01T06:00:00Z', -4, -5],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', 11, 10.5],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 10.5, 11],
] as const
const zones = [
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kolkata',
  'UTC',
]

describe.each(changes)('%s at %s', (zone, instant, before, after) => {
  const change = at(instant)
  const window = { start: change - 6 * HOUR, end: change + 6 * HOUR }

  it('is found to the second', () => {
    expect(spansOf(window, zone)).toEqual([
      { start: window.start, end: change, offset: before * HOUR },
      { start: change, end: window.end, offset: after * HOUR },
    ])
  })

  it('has ticks strictly increasing, each at a round local time, none too many, and no two alike', () => {
    const clock = clockFor(zone, 'en')
    for (const most of [4, 6, 8, 12, 25]) {
      const ticks = clock.ticks(window, most)
      expect(ticks.length).toBeGreaterThan(1)
      expect(ticks.length).toBeLessThanOrEqual(most)
      for (const [index, tick] of ticks.entries()) {
        expect(tick.at).toBeGreaterThan(ticks[index - 1]?.at ?? 0)
        expect((tick.at + offsetAt(tick.at, zone)) % 60).toBe(0)
      }
      expect(new Set(ticks.map((tick) => tick.text)).size).toBe(ticks.length)
    }
  })

  it('says both offsets of the window', () => {
    const text = clockFor(zone, 'en').zoneText(window)
    expect(text).toBe(`${zone} (${offsetText(before * HOUR)}, ${offsetText(after * HOUR)})`)
  })
})

describe('an hour that comes twice', () => {
  it('is known as such, and labelled with its offset', () => {
    expect(isRepeated(at('2026-10-25T00:30:00Z'), 'Europe/Paris')).toBe(true)
    expect(isRepeated(at('2026-10-25T01:30:00Z'), 'Europe/Paris')).toBe(true)
    expect(isRepeated(at('2026-10-24T23:59:00Z'), 'Europe/Paris')).toBe(false)
    expect(isRepeated(at('2026-10-25T02:00:00Z'), 'Europe/Paris')).toBe(false)
    // Half an hour in Lord Howe, not one: 01:30 to 02:00 comes twice.
    expect(isRepeated(at('2026-04-04T14:45:00Z'), 'Australia/Lord_Howe')).toBe(true)
    expect(isRepeated(at('2026-04-04T15:15:00Z'), 'Australia/Lord_Howe')).toBe(true)
    expect(isRepeated(at('2026-04-04T14:15:00Z'), 'Australia/Lord_Howe')).toBe(false)
    expect(isRepeated(at('2026-03-29T00:30:00Z'), 'Europe/Paris')).toBe(false)

    const ticks = clockFor('Europe/Paris', 'en').ticks(
      { start: at('2026-10-24T23:30:00Z'), end: at('2026-10-25T03:30:00Z') },
      12,
    )
    expect(ticks.map((tick) => tick.text)).toEqual([
      '01:30',
      '02:00 +02:00',
      '02:30 +02:00',
      '02:00 +01:00',
      '02:30 +01:00',
      '03:00',
      '03:30',
      '04:00',
      '04:30',
    ])
  })
})

describe('local times as they are typed', () => {
  it('come back as the same moment, but for the second turn of a repeated hour', () => {
    const moment = fc.integer({
      min: at('2026-01-01T00:00:00Z') / 60,
      max: at('2027-01-01T00:00:00Z') / 60,
    })
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (minute, zone) => {
        const typed = localText(minute * 60, zone)
        const read = readLocal(typed, zone)
        expect(localText(read ?? 0, zone)).toBe(typed)
        // Of a repeated hour the first turn is meant, an hour or half of one before.
        const isSame = read === minute * 60
        const isFirstTurn = isRepeated(minute * 60, zone) && (read ?? Infinity) < minute * 60
        expect(isSame || isFirstTurn).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('that the clocks jump over are taken by the clock before', () => {
    expect(readLocal('2026-03-29T02:30', 'Europe/Paris')).toBe(at('2026-03-29T01:30:00Z'))
  })

  it.each(['', '2026', '2026-11-24', '2026-11-24 10:00', '2026-99-24T10:00', 'now'])(
    '%j is none',
    (text) => {
      expect(readLocal(text, 'UTC')).toBeUndefined()
    },
  )
})

describe('ticks of any window', () => {
  it('are strictly increasing, inside, and not too many', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') }),
        fc.integer({ min: 60, max: 31 * 86_400 }),
        fc.integer({ min: 2, max: 12 }),
        fc.constantFrom(...zones),
        (start, length, most, zone) => {
          const window = { start, end: start + length }
          const times = clockFor(zone, 'en')
            .ticks(window, most)
            .map((tick) => tick.at)
          expect(times.length).toBeLessThanOrEqual(most)
          expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b))
          for (const time of times) {
            expect(time).toBeGreaterThanOrEqual(window.start)
            expect(time).toBeLessThanOrEqual(window.end)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
