/** Days and months of the quotas: UTC, so that every reader agrees when one ends. */

const DAY_MS = 86_400_000

export interface Calendar {
  /** `2026-11-24` */
  day: string
  /** `2026-11` */
  month: string
}

let cached = { index: Number.NaN, calendar: { day: '', month: '' } }

/** The UTC day and month of a time in milliseconds. */
export function calendarAt(now: number): Calendar {
  const index = Math.floor(now / DAY_MS)
  if (index !== cached.index) {
    const day = new Date(now).toISOString().slice(0, 10)
    cached = { index, calendar: { day, month: day.slice(0, 7) } }
  }
  return cached.calendar
}

/** Milliseconds until the UTC day ends. */
export function untilNextDay(now: number): number {
  return DAY_MS - (now % DAY_MS)
}

/** Milliseconds until the UTC month ends. */
export function untilNextMonth(now: number): number {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) - now
}
