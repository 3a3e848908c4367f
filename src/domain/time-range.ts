/**
 * The range of time that charts show, as it stands in the URL (`from=now-6h&to=now`, or two instants), and the step and window of
 * the questions that fill it. Times are seconds since 1970; a day is 24 hours, whatever the clocks do.
 */

/** A range as the URL has it: each end `now`, `now-6h` or an instant (`2026-11-24T10:00:00Z`, or milliseconds since 1970). */
export interface TimeRange {
  from: string
  to: string
}

/** A range at one moment, in seconds since 1970. */
export interface TimeWindow {
  start: number
  end: number
}

const UNIT_S: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** The Control Plane refuses more than 32 days in one question; a range has to stay below it with its window. */
export const LONGEST_RANGE_S = 31 * 86_400
const SHORTEST_RANGE_S = 60

/** The ranges on offer, by the length that follows `now-`. */
export const PRESETS = ['15m', '1h', '6h', '24h', '7d', '30d'] as const
export type Preset = (typeof PRESETS)[number]

export const DEFAULT_RANGE: TimeRange = { from: 'now-1h', to: 'now' }

/** The preset that a range is, if it is one. */
export function presetOf(range: TimeRange): Preset | undefined {
  if (range.to !== 'now') return undefined
  return PRESETS.find((preset) => range.from === `now-${preset}`)
}

/** @returns seconds since 1970, or undefined for what is no time */
function readPoint(text: string, now: number): number | undefined {
  const relative = /^now(?:-(\d{1,7})([smhdw]))?$/.exec(text.trim())
  if (relative) return now - Number(relative[1] ?? 0) * (UNIT_S[relative[2] ?? 's'] ?? 1)
  return pointAt(text)
}

/** An instant of the URL in seconds since 1970; undefined for a relative time and for what is none. */
export function pointAt(text: string): number | undefined {
  if (/^\d{12,13}$/.test(text.trim())) return Math.floor(Number(text) / 1000)
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(
    text.trim(),
  )
  const milliseconds = isInstant ? Date.parse(text.trim()) : Number.NaN
  return Number.isFinite(milliseconds) ? Math.floor(milliseconds / 1000) : undefined
}

/** What is wrong with a range, for the page to say in words. */
export type RangeFault = 'unreadable' | 'reversed' | 'too-short' | 'too-long'

/**
 * The window that a range is at a moment.
 * @param now seconds since 1970
 */
export function windowOf(range: TimeRange, now: number): TimeWindow | RangeFault {
  const start = readPoint(range.from, now)
  const end = readPoint(range.to, now)
  if (start === undefined || end === undefined) return 'unreadable'
  if (start >= end) return 'reversed'
  if (end - start < SHORTEST_RANGE_S) return 'too-short'
  return end - start > LONGEST_RANGE_S
    ? 'too-long'
    : { start: Math.floor(start), end: Math.floor(end) }
}

/** The fault of a range; undefined when it has none. */
export function faultOf(range: TimeRange, now: number): RangeFault | undefined {
  const window = windowOf(range, now)
  return typeof window === 'string' ? window : undefined
}

/** Does the range end now, so that it moves on by itself? */
export function isLive(range: TimeRange): boolean {
  return range.to.trim() === 'now'
}

/** Two instants as a range of the URL. */
export function absolute(window: TimeWindow): TimeRange {
  const instant = (at: number) =>
    new Date(Math.floor(at) * 1000).toISOString().replace('.000Z', 'Z')
  return { from: instant(window.start), to: instant(window.end) }
}

/**
 * A stretch that was drawn with the mouse, at least a minute long.
 * @param first, second the two ends, in either order
 */
export function zoomInto(first: number, second: number): TimeRange {
  const start = Math.floor(Math.min(first, second))
  return absolute({
    start,
    end: Math.max(Math.ceil(Math.max(first, second)), start + SHORTEST_RANGE_S),
  })
}

/** Twice the length around the same middle, never beyond now; a range that ends now keeps doing so. */
export function zoomOut(range: TimeRange, now: number): TimeRange {
  const window = windowOf(range, now)
  if (typeof window === 'string') return DEFAULT_RANGE
  const length = Math.min((window.end - window.start) * 2, LONGEST_RANGE_S)
  if (isLive(range)) return { from: ago(length), to: 'now' }
  const middle = (window.start + window.end) / 2
  const end = Math.min(Math.ceil(middle + length / 2), Math.max(now, window.end))
  return absolute({ start: end - length, end })
}

/**
 * The range moved by half of its length, so that what was at its edge comes to its middle; never beyond now, where it is live again.
 * @param by -1 for earlier, 1 for later
 */
export function shift(range: TimeRange, by: -1 | 1, now: number): TimeRange {
  const window = windowOf(range, now)
  if (typeof window === 'string') return DEFAULT_RANGE
  const length = window.end - window.start
  const end = window.end + by * Math.ceil(length / 2)
  // Time has passed since it was left: what ends close to now is meant to end now.
  const near = by === 1 ? Math.max(SHORTEST_RANGE_S, length / 60) : 0
  if (end < now - near) return absolute({ start: end - length, end })
  return { from: ago(length), to: 'now' }
}

/** `now-6h`, in the words of a preset where it is one. */
function ago(length: number): string {
  const preset = PRESETS.find((one) => readPoint(`now-${one}`, 0) === -length)
  if (preset) return `now-${preset}`
  return length % 60 === 0 ? `now-${length / 60}m` : `now-${length}s`
}
