/** How times are written and where a time axis is marked, in one zone and one language. Charts get it as data. */

import type { TimeWindow } from './time-range'
import type { Span } from './zone'
import { isRepeated, offsetAt, offsetText, spansOf } from './zone'

export interface Tick {
  at: number
  text: string
}

export interface Clock {
  /** An IANA name. */
  zone: string
  /** Zone and offset as a person reads it: `Europe/Paris (+01:00)`; both offsets where the window has two. */
  zoneText(window: TimeWindow): string
  /** At most `most` marks, at round local times, strictly increasing; an hour that comes twice carries its offset. */
  ticks(window: TimeWindow, most: number): Tick[]
  /** A moment in full, to the second, with the offset. */
  moment(at: number): string
}

const TICK_STEPS_S = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
  172_800, 345_600, 604_800, 1_209_600,
]
const DAY_S = 86_400

/** The zone of the person's machine. */
export function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/**
 * @param zone an IANA name
 * @param language a BCP 47 tag
 */
export function clockFor(zone: string, language: string): Clock {
  const written = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, {
      timeZone: zone,
      hourCycle: 'h23',
      ...options,
    })
    return (at: number) => format.format(at * 1000)
  }
  const moment = written({ dateStyle: 'medium', timeStyle: 'medium' })
  const writers = {
    seconds: written({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    minutes: written({ hour: '2-digit', minute: '2-digit' }),
    days: written({ day: 'numeric', month: 'short' }),
  }
  const textOf = (at: number, step: number) => {
    if ((at + offsetAt(at, zone)) % DAY_S === 0) return writers.days(at)
    const text = step < 60 ? writers.seconds(at) : writers.minutes(at)
    return isRepeated(at, zone) ? `${text} ${offsetText(offsetAt(at, zone))}` : text
  }
  return {
    zone,
    zoneText: (window) => {
      const offsets = new Set(spansOf(window, zone).map((span) => offsetText(span.offset)))
      return `${zone} (${[...offsets].join(', ')})`
    },
    ticks: (window, most) => {
      const { step, times } = tickTimes(window, most, zone)
      return times.map((at) => ({ at, text: textOf(at, step) }))
    },
    moment: (at) => `${moment(at)} ${offsetText(offsetAt(at, zone))}`,
  }
}

/** The finest marks that are not too many, the change of the clocks included. */
function tickTimes(
  window: TimeWindow,
  most: number,
  zone: string,
): { step: number; times: number[] } {
  const spans = spansOf(window, zone)
  const least = (window.end - window.start) / Math.max(most, 1)
  for (const step of TICK_STEPS_S.filter((candidate) => candidate >= least)) {
    const times = multiplesIn(spans, step)
    if (times.length <= most) return { step, times }
  }
  return { step: DAY_S, times: [] }
}

/** Multiples of a step in local time, within each span of one offset. */
function multiplesIn(spans: readonly Span[], step: number): number[] {
  return spans.flatMap((span, index) => {
    const first = Math.ceil((span.start + span.offset) / step) * step - span.offset
    const isLast = index === spans.length - 1
    const times: number[] = []
    for (let at = first; isLast ? at <= span.end : at < span.end; at += step) times.push(at)
    return times
  })
}
