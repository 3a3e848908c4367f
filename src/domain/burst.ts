/**
 * A burst of calls against a rate limit: when each is sent, what became of it, and whether that fits the limit. The gateway's
 * clock is not ours, so all that is known of a call is that it arrived between its send and its answer; the verdict holds for every
 * moment in between (the limit itself: platform/gateway/limits/token-bucket.ts).
 */

/** What is to be sent. */
export interface BurstPlan {
  calls: number
  /** Calls a second; null for as fast as the answers come. */
  perSecond: number | null
  /** Calls under way at once. */
  concurrency: number
}

/** Browsers open no more connections to one server over HTTP/1.1; more calls at once would only wait inside the browser. */
export const BROWSER_CONNECTIONS = 6
export const MOST_CALLS = 500

/** When a call may be sent, in milliseconds after the first. @param index from 0 */
export const dueAt = ({ perSecond }: Pick<BurstPlan, 'perSecond'>, index: number): number =>
  perSecond === null ? 0 : (index * 1000) / perSecond

/** A token bucket's figures. */
export interface Limit {
  perMinute: number
  /** Most calls at once. */
  burst: number
}

/** `admitted`: the limits let it pass, whatever the backend made of it. `refused`: it never came as far. */
export type Outcome = 'admitted' | 'limited' | 'plan_limited' | 'quota' | 'refused' | 'unknown'

export interface BurstCall {
  /** From 1, in the order of sending. */
  index: number
  /** Milliseconds after the first send. */
  sentAt: number
  endedAt: number
  /** 0 without an answer, or for a redirect. */
  status: number
  outcome: Outcome
  /** The gateway's own code; absent where the backend answered. */
  reason?: string
  headers: Record<string, string>
}

/** Headers that say something about limits, in the order of the evidence. */
export const evidenceHeaders = [
  'retry-after',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'ratelimit-policy',
  'x-request-id',
] as const

/**
 * What became of a call, by the gateway's reason.
 * @param isAnswered false when no answer of the gateway came, but of something before it or nothing at all
 */
export function outcomeOf(reason: string | undefined, isAnswered: boolean): Outcome {
  if (!isAnswered || reason === 'internal_error') return 'unknown'
  if (reason === 'rate_limited') return 'limited'
  if (reason === 'plan_rate_limited') return 'plan_limited'
  if (reason === 'daily_quota_exceeded' || reason === 'monthly_quota_exceeded') return 'quota'
  // The limits are counted before the backend is asked (platform/gateway/pipeline.ts).
  return reason === undefined || reason.startsWith('backend_') ? 'admitted' : 'refused'
}

/** The limit that the gateway itself names: `RateLimit-Policy: 100;w=60;burst=10`. */
export function namedLimit(headers: BurstCall['headers']): Limit | undefined {
  const found = /^(\d+(?:\.\d+)?);w=60;burst=(\d+(?:\.\d+)?)$/.exec(
    headers['ratelimit-policy'] ?? '',
  )
  return found ? { perMinute: Number(found[1]), burst: Number(found[2]) } : undefined
}

/** Clocks tick in milliseconds and drift, and a gateway may take the time of a call a little late. */
const JITTER_MS = 50
const DRIFT = 1.01

const perMs = ({ perMinute }: Limit) => perMinute / 60_000
const slack = (limit: Limit) => perMs(limit) * 2 * JITTER_MS + 1e-6

/** More calls passed in a stretch than the limit has room for, however they arrived in it. */
export interface Overrun {
  /** Calls that passed. */
  passed: number
  /** Milliseconds between the first send and the last answer of these. */
  within: number
  /** The most that the limit could have let through meanwhile. */
  most: number
}

/** The stretch in which the limit is overrun the most; undefined when every one fits. */
export function overrunOf(calls: readonly BurstCall[], limit: Limit): Overrun | undefined {
  const passed = calls.filter(({ outcome }) => outcome === 'admitted')
  const byEnd = passed.toSorted((a, b) => a.endedAt - b.endedAt)
  let worst: Overrun | undefined
  for (const { sentAt: from } of passed) {
    let count = 0
    for (const { sentAt, endedAt } of byEnd) {
      if (sentAt < from) continue
      count += 1
      const within = endedAt - from
      const most = limit.burst + perMs(limit) * within * DRIFT + slack(limit)
      if (count <= most) continue
      if (!worst || count - most > worst.passed - worst.most)
        worst = { passed: count, within, most }
    }
  }
  return worst && { ...worst, most: Math.floor(worst.most) }
}

/**
 * The most of the bucket that can have been used when a refused call arrived. Whatever may have taken from it is put as late as
 * possible, so that as little as possible had been refilled.
 * @param before tokens that were used when the burst began
 */
export function mostUsedAt(
  refused: BurstCall,
  calls: readonly BurstCall[],
  limit: Limit,
  before: number,
): number {
  const takers = calls.filter(({ outcome }) => outcome === 'admitted' || outcome === 'unknown')
  const moments = takers
    .map(({ sentAt }) => sentAt)
    .filter((at) => at > refused.sentAt && at <= refused.endedAt)
  return Math.max(...[refused.sentAt, ...moments].map((at) => usedWhen(at, takers, limit, before)))
}

function usedWhen(at: number, takers: readonly BurstCall[], limit: Limit, before: number): number {
  const arrivals = takers
    .filter(({ sentAt }) => sentAt <= at)
    .map(({ endedAt }) => Math.min(endedAt, at))
    .toSorted((a, b) => a - b)
  let used = Math.min(before, limit.burst)
  let last = 0
  for (const arrival of arrivals) {
    used = Math.min(limit.burst, Math.max(0, used - perMs(limit) * (arrival - last)) + 1)
    last = arrival
  }
  return Math.max(0, used - perMs(limit) * (at - last))
}

/** Could the limit have refused the call, with so much used before? */
export function isExplained(
  refused: BurstCall,
  calls: readonly BurstCall[],
  limit: Limit,
  before: number,
): boolean {
  return mostUsedAt(refused, calls, limit, before) + slack(limit) > limit.burst - 1
}

/** The first call that a bucket, full at the start, refuses when calls arrive as they were sent; undefined when it refuses none. */
export function firstRefusal(calls: readonly BurstCall[], limit: Limit): number | undefined {
  let used = 0
  let last = 0
  for (const { index, sentAt } of calls.toSorted((a, b) => a.sentAt - b.sentAt)) {
    used = Math.max(0, used - perMs(limit) * (sentAt - last))
    last = sentAt
    if (used + 1 - limit.burst > 1e-9) return index
    used += 1
  }
  return undefined
}

/**
 * The most that can have been used before the burst, by what the gateway said was left after each call that passed; undefined
 * where it said nothing about this very limit.
 */
export function usedBefore(calls: readonly BurstCall[], limit: Limit): number | undefined {
  const bounds = calls.flatMap(({ outcome, headers, endedAt }) => {
    const named = outcome === 'admitted' ? namedLimit(headers) : undefined
    const left = Number(headers['ratelimit-remaining'] ?? Number.NaN)
    if (!named || !isSameLimit(named, limit) || !Number.isFinite(left)) return []
    return [limit.burst - left + perMs(limit) * (endedAt + 2 * JITTER_MS)]
  })
  return bounds.length > 0 ? Math.max(0, Math.min(...bounds)) : undefined
}

export const isSameLimit = (one: Limit, other: Limit): boolean =>
  one.perMinute === other.perMinute && one.burst === other.burst

/** Seconds until the bucket is full again, however empty it is. */
export const refillSeconds = ({ perMinute, burst }: Limit): number =>
  Math.ceil((burst * 60) / perMinute)
