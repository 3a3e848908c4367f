/** Ranges in the reader's words, and typed times read back. */

import type { LocalTimes } from '~/components/time/AbsoluteRangeForm'
import type { RangeChoice } from '~/components/time/TimeRangePicker'
import { clockFor } from '~/domain/clock'
import type { Preset, RangeFault, TimeRange } from '~/domain/time-range'
import { absolute, faultOf, pointAt, presetOf, PRESETS, windowOf } from '~/domain/time-range'
import { localText, readLocal } from '~/domain/zone'
import { m } from '~/i18n/gen/messages'
import { currentLocale } from '~/i18n/locale'

const PRESET_WORDS: Record<Preset, () => string> = {
  '15m': m.traffic_range_15m,
  '1h': m.traffic_range_1h,
  '6h': m.traffic_range_6h,
  '24h': m.traffic_range_24h,
  '7d': m.traffic_range_7d,
  '30d': m.traffic_range_30d,
}

const FAULT_WORDS: Record<RangeFault, () => string> = {
  unreadable: m.traffic_range_unreadable,
  reversed: m.traffic_range_reversed,
  'too-short': m.traffic_range_short,
  'too-long': m.traffic_range_long,
}

export const presetChoices = (): RangeChoice[] =>
  PRESETS.map((preset) => ({
    range: { from: `now-${preset}`, to: 'now' },
    label: PRESET_WORDS[preset](),
  }))

/** What is wrong with a range, in words. */
export const faultText = (fault: RangeFault): string => FAULT_WORDS[fault]()

const isRelative = (point: string) => point.startsWith('now')

/** `Last 6 hours`, or the two ends: a relative one as it is written, an instant in local time. */
export function rangeText(range: TimeRange, zone: string): string {
  const preset = presetOf(range)
  if (preset) return PRESET_WORDS[preset]()
  if (isRelative(range.from) && isRelative(range.to)) return `${range.from} → ${range.to}`
  const window = windowOf(range, 0)
  if (typeof window === 'string') return `${range.from} → ${range.to}`
  const format = new Intl.DateTimeFormat(currentLocale(), {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  return format.formatRange(window.start * 1000, window.end * 1000)
}

/** Typed ends of a range: local times of a zone, or `now-6h`. @param now seconds since 1970 */
export function typedTimes(zone: string, now: number): LocalTimes {
  return {
    zoneText: clockFor(zone, currentLocale()).zoneText({ start: now, end: now }),
    write: (point) => {
      if (isRelative(point)) return point
      const at = pointAt(point)
      return at === undefined ? point : localText(at, zone)
    },
    read: (from, to) => {
      const range = { from: pointOf(from, zone), to: pointOf(to, zone) }
      const fault = faultOf(range, now)
      return fault ? faultText(fault) : range
    },
  }
}

/** A typed end as the URL has it. */
function pointOf(typed: string, zone: string): string {
  const at = readLocal(typed.trim().replace(' ', 'T'), zone)
  return at === undefined ? typed.trim() : absolute({ start: at, end: at }).from
}
