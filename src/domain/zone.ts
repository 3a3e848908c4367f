/** A time zone's offsets over a stretch of time: what ticks, labels and typed-in local times are made from. Seconds since 1970. */

import type { TimeWindow } from './time-range'

/** A stretch in which a zone keeps one offset. */
export interface Span extends TimeWindow {
  /** Local time minus UTC, in seconds. */
  offset: number
}

const DAY_S = 86_400
const formats = new Map<string, Intl.DateTimeFormat>()

function partsFormat(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, made)
  return made
}

/**
 * Local time minus UTC at a moment, in seconds.
 * @param zone an IANA name
 * @throws RangeError when the zone is none
 */
export function offsetAt(at: number, zone: string): number {
  const seconds = Math.floor(at)
  const fields = new Map(
    partsFormat(zone)
      .formatToParts(seconds * 1000)
      .map((part) => [part.type, Number(part.value)]),
  )
  const field = (type: Intl.DateTimeFormatPartTypes) => fields.get(type) ?? 0
  const local = Date.UTC(
    field('year'),
    field('month') - 1,
    field('day'),
    field('hour'),
    field('minute'),
    field('second'),
  )
  return local / 1000 - seconds
}

/** The spans of a window in order, without a hole between them. A zone does not change twice within a day. */
export function spansOf(window: TimeWindow, zone: string): Span[] {
  const spans: Span[] = []
  let span: Span = { ...window, offset: offsetAt(window.start, zone) }
  for (let from = window.start; from < window.end; from += DAY_S) {
    const to = Math.min(from + DAY_S, window.end)
    const offset = offsetAt(to, zone)
    if (offset === span.offset) continue
    const change = changeBetween(from, to, zone)
    spans.push({ ...span, end: change })
    span = { start: change, end: window.end, offset }
  }
  return [...spans, span]
}

/** The first second with the offset of `to`. */
function changeBetween(from: number, to: number, zone: string): number {
  const after = offsetAt(to, zone)
  let [low, high] = [from, to]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle, zone) === after) high = middle
    else low = middle
  }
  return high
}

/** Does the local time of a moment come twice, because clocks are set back then? */
export function isRepeated(at: number, zone: string): boolean {
  const offset = offsetAt(at, zone)
  const isBefore = [3600, 1800, 7200].some((back) => offsetAt(at + back, zone) === offset - back)
  const isAfter = [3600, 1800, 7200].some((back) => offsetAt(at - back, zone) === offset + back)
  return isBefore || isAfter
}

/** `+02:00`, `-03:30`, `+00:00`. */
export function offsetText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** The local time of a moment as a `datetime-local` input has it: `2026-10-25T02:30`. */
export function localText(at: number, zone: string): string {
  return new Date((at + offsetAt(at, zone)) * 1000).toISOString().slice(0, 16)
}

/**
 * The moment of a local time. Of a time that comes twice, the first; one that the clocks jump over is taken as the same time by
 * the clock before the jump.
 * @returns undefined for what is no local time
 */
export function readLocal(text: string, zone: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return undefined
  const asUtc = Date.parse(`${text.length === 16 ? `${text}:00` : text}Z`) / 1000
  if (!Number.isFinite(asUtc)) return undefined
  const candidates = [-DAY_S, DAY_S]
    .map((away) => asUtc - offsetAt(asUtc + away, zone))
    .toSorted((a, b) => a - b)
  const exact = candidates.find((at) => at + offsetAt(at, zone) === asUtc)
  return exact ?? asUtc - offsetAt(asUtc - DAY_S, zone)
}
