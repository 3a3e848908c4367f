/** How long to wait before asking again: pure rules of security.md 3.2, R9. */

const BASE_MS = 500
const CAP_MS = 8_000
/** A server that asks for more is believed up to a day; what is shown is the same number. */
const LONGEST_WAIT_MS = 86_400_000

/**
 * Full jitter: anything from 0 to a bound that doubles with each attempt.
 * @param attempt 0 for the first retry
 * @param random in [0, 1)
 */
export function jitteredDelay(attempt: number, random: () => number = Math.random): number {
  return Math.floor(random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt))
}

/**
 * Milliseconds from a `Retry-After` header: whole seconds or an HTTP date, never negative, at most a day.
 * @returns undefined when the header is absent or says neither
 */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim()
  if (!text) return undefined
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_WAIT_MS)
  // A date has letters; without this, Date.parse takes "-5" for a year.
  if (!/^[A-Za-z]{3}/.test(text)) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now), LONGEST_WAIT_MS)
}

/**
 * Resolves after `ms`, or rejects with the signal's reason as soon as it is aborted.
 */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      resolve()
    }, ms)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}
