/**
 * Numbers, sizes, durations and times in the reader's language. Formatters are costly to make, so each is made once
 * for a language and kept.
 */
import { currentLocale } from './locale'

const kept = new Map<string, unknown>()

function keep<T>(kind: string, options: object, make: (locale: string) => T): T {
  const key = `${currentLocale()}|${kind}|${JSON.stringify(options)}`
  const known = kept.get(key)
  // The key names kind and options, so what is kept under it was made by the same `make`.
  if (known !== undefined) return known as T
  const made = make(currentLocale())
  kept.set(key, made)
  return made
}

const numbers = (options: Intl.NumberFormatOptions) =>
  keep('number', options, (locale) => new Intl.NumberFormat(locale, options))

/** Around the clock, as logs and charts of operations are read in every language. */
const HOURS = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

const dates = (options: Intl.DateTimeFormatOptions) =>
  keep('date', options, (locale) => new Intl.DateTimeFormat(locale, options))

/** What is drawn where a number should stand and there is none (NaN and infinities are no numbers to a reader). */
export const noNumber = '—'

/** `1,234.5`. Not a finite number: a dash, never 0. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return Number.isFinite(value)
    ? numbers({ maximumFractionDigits: 2, ...options }).format(value)
    : noNumber
}

/** `12.3K`, for tiles and axes; exact below 10,000. */
export function formatCompact(value: number): string {
  if (Math.abs(value) < 10_000)
    return formatNumber(value, { maximumFractionDigits: value % 1 === 0 ? 0 : 2 })
  return formatNumber(value, { notation: 'compact', maximumFractionDigits: 1 })
}

/** `4.2%` of a share between 0 and 1. Small shares keep enough digits not to be shown as 0. */
export function formatShare(share: number): string {
  const digits =
    share !== 0 && Math.abs(share) < 0.001 ? 3 : share !== 0 && Math.abs(share) < 0.1 ? 2 : 1
  return formatNumber(share, { style: 'percent', maximumFractionDigits: digits })
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** `1.5 MB`, in powers of 1,000 as the unit names say. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return noNumber
  const power = Math.min(
    Math.floor(Math.log10(Math.max(Math.abs(bytes), 1)) / 3),
    byteUnits.length - 1,
  )
  const unit = byteUnits[power] ?? 'byte'
  return formatNumber(bytes / 1000 ** power, {
    style: 'unit',
    unit,
    maximumFractionDigits: power === 0 ? 0 : 1,
  })
}

const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1000 },
] as const

/** `850 ms`, `2.4 sec`, `3 min`: one unit, for latencies and ages. @param ms milliseconds */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return noNumber
  const size = Math.abs(ms)
  const step = steps.find((candidate) => size >= candidate.ms)
  if (step === undefined) {
    return formatNumber(ms, {
      style: 'unit',
      unit: 'millisecond',
      maximumFractionDigits: size < 10 ? 1 : 0,
    })
  }
  const value = ms / step.ms
  return formatNumber(value, {
    style: 'unit',
    unit: step.unit,
    maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0,
  })
}

/** `3 minutes ago`, `in 2 days`. @param at and now in milliseconds since 1970 */
export function formatRelative(at: number, now: number): string {
  if (!Number.isFinite(at)) return noNumber
  const relative = keep(
    'relative',
    {},
    (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  )
  const distance = at - now
  const step = steps.find((candidate) => Math.abs(distance) >= candidate.ms)
  return step === undefined
    ? relative.format(0, 'second')
    : relative.format(Math.trunc(distance / step.ms), step.unit)
}

/** `24 Nov 2026, 11:24:05 GMT+1`: the zone is always said. @param zone IANA name, the reader's own by default */
export function formatInstant(at: number, zone?: string): string {
  if (!Number.isFinite(at)) return noNumber
  return dates({
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    ...HOURS,
    second: '2-digit',
    timeZoneName: 'short',
    ...(zone !== undefined && { timeZone: zone }),
  }).format(at)
}

/** `24 Nov 2026`. */
export function formatDay(at: number, zone?: string): string {
  if (!Number.isFinite(at)) return noNumber
  return dates({ dateStyle: 'medium', ...(zone !== undefined && { timeZone: zone }) }).format(at)
}

/** `11:24`, or `11:24:05` with seconds: ticks of an axis. */
export function formatClock(
  at: number,
  options: { zone?: string; seconds?: boolean } = {},
): string {
  if (!Number.isFinite(at)) return noNumber
  return dates({
    ...HOURS,
    ...(options.seconds === true && { second: '2-digit' as const }),
    ...(options.zone !== undefined && { timeZone: options.zone }),
  }).format(at)
}

/** `a, b and c`. */
export const formatList = (items: readonly string[]): string =>
  keep('list', {}, (locale) => new Intl.ListFormat(locale, { type: 'conjunction' })).format(items)
