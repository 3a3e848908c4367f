/** A token bucket for each caller, generous: it stops a runaway script, not a person (security.md T27). */
import { Refusal } from './problems.ts'

const MAX_CALLERS = 10_000

interface Bucket {
  tokens: number
  at: number
}

/** Takes one request of a caller off its bucket. @throws 429 with Retry-After */
export type Limit = (caller: string) => void

/**
 * @param perMinute size of the bucket and what flows into it each minute
 * @param now milliseconds
 */
export function callerLimit(perMinute: number, now: () => number = Date.now): Limit {
  const buckets = new Map<string, Bucket>()
  return (caller) => {
    const at = now()
    const held = buckets.get(caller) ?? { tokens: perMinute, at }
    const tokens = Math.min(perMinute, held.tokens + ((at - held.at) / 60_000) * perMinute)
    // Set again at the end of the Map, so that the first key is the caller unseen for longest.
    buckets.delete(caller)
    buckets.set(caller, { tokens: Math.max(0, tokens - 1), at })
    const [oldest] = buckets.keys()
    if (buckets.size > MAX_CALLERS && oldest !== undefined) buckets.delete(oldest)
    if (tokens < 1)
      throw new Refusal(429, `More than ${perMinute} requests in a minute. Wait a second.`, {
        headers: { 'Retry-After': '1' },
      })
  }
}
