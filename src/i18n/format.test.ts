import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatClock,
  formatCompact,
  formatDay,
  formatDuration,
  formatInstant,
  formatList,
  formatNumber,
  formatRelative,
  formatShare,
} from './format'
import { setLocale } from './locale'

/** Intl separates by several kinds of blank; a reader sees none of the differences. */
const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ')
const at = Date.UTC(2026, 10, 24, 11, 24, 5)

describe('numbers', () => {
  it.each([
    [formatNumber(1234.567), '1,234.57'],
    [formatNumber(0), '0'],
    [formatNumber(Number.NaN), '—'],
    [formatNumber(Number.POSITIVE_INFINITY), '—'],
    [formatCompact(9999), '9,999'],
    [formatCompact(12_345), '12.3K'],
    [formatCompact(0.25), '0.25'],
    [formatShare(0.5), '50%'],
    [formatShare(0.0421), '4.21%'],
    [formatShare(0.00042), '0.042%'],
    [formatShare(0), '0%'],
    [formatBytes(512), '512 byte'],
    [formatBytes(1_500_000), '1.5 MB'],
    [formatBytes(0), '0 byte'],
    [formatDuration(2.34), '2.3 ms'],
    [formatDuration(850), '850 ms'],
    [formatDuration(2400), '2.4 sec'],
    [formatDuration(180_000), '3 min'],
    [formatDuration(36 * 3_600_000), '1.5 days'],
  ])('%s', (shown, expected) => {
    expect(plain(shown)).toBe(expected)
  })

  it('follow the language', () => {
    setLocale('fr')
    expect(plain(formatNumber(1234.5))).toBe('1 234,5')
    expect(plain(formatBytes(1_500_000))).toBe('1,5 Mo')
    expect(formatList(['a', 'b', 'c'])).toBe('a, b et c')
    setLocale('en')
    expect(formatNumber(1234.5)).toBe('1,234.5')
  })
})

describe('times', () => {
  it.each([
    [formatRelative(at, at + 200), 'now'],
    [formatRelative(at, at + 90_000), '1 minute ago'],
    [formatRelative(at + 2 * 86_400_000, at), 'in 2 days'],
    [formatRelative(Number.NaN, at), '—'],
    [formatClock(at, { zone: 'UTC', seconds: true }), '11:24:05'],
    [formatDay(at, 'UTC'), 'Nov 24, 2026'],
  ])('%s', (shown, expected) => {
    expect(plain(shown)).toBe(expected)
  })

  it('say their zone, and differ by it', () => {
    expect(formatInstant(at, 'UTC')).toContain('UTC')
    expect(plain(formatInstant(at, 'Europe/Paris'))).toContain('12:24:05')
    // The repeated hour of 25 October 2026: the same clock, told apart by its offset.
    const [before, after] = [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)]
    expect(formatInstant(before, 'Europe/Paris')).not.toBe(formatInstant(after, 'Europe/Paris'))
  })
})
