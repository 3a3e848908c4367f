/** Times: RFC 3339 in UTC with `Z` outside, `Date` inside. */
import { invalid } from './problems.ts'

const LATEST = Date.parse('9999-12-31T23:59:59Z')

/**
 * A checked `date-time` text as a time.
 * @param pointer names the field when the text is a time that cannot be kept (a leap second, a year of five digits)
 */
export function instantFrom(text: string, pointer: string): Date {
  const milliseconds = Date.parse(text)
  if (Number.isNaN(milliseconds) || milliseconds < 0 || milliseconds > LATEST)
    throw invalid({
      pointer,
      detail: 'This must be a time from 1970 to 9999, as in 2026-11-24T10:00:00Z.',
    })
  return new Date(milliseconds)
}

/** @throws 422 when the time is not after now */
export function futureInstant(text: string, pointer: string, now: Date): Date {
  const instant = instantFrom(text, pointer)
  if (instant <= now) throw invalid({ pointer, detail: 'This must be in the future.' })
  return instant
}

/** As the contract writes it. */
export function textOf(instant: Date): string
export function textOf(instant: Date | null): string | null
export function textOf(instant: Date | null): string | null {
  return instant?.toISOString() ?? null
}
