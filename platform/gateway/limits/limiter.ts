/** Whether one more call fits: the policy's bucket, the plan's bucket, the plan's daily and monthly quota; all of them must have room. */
import { refuse, type Reason, type Refusal } from '../access/refusal.ts'
import type { Plan } from '../config/entities.ts'
import type { RateRule } from '../policies/call-rules.ts'
import { untilNextDay, untilNextMonth } from './calendar.ts'
import { fullIn, take, usedAt, waitFor, type Bucket, type BucketSize } from './token-bucket.ts'

/** Who is limited, by what, and how much of the quotas is used. */
export interface LimitedCall {
  /** Names the caller and the API: their buckets are theirs alone. */
  caller: string
  rate: RateRule | null
  plan: Plan | null
  usedToday: number
  usedThisMonth: number
}

export interface Admitted {
  /** `RateLimit-*` of the limit with the least room left, flat; empty when nothing limits the call. */
  headers: string[]
}

interface Meter {
  limit: number
  remaining: number
  /** Milliseconds until there is room for a call: 0 when there is. */
  wait: number
  /** Milliseconds until all of the limit is there again, this call counted if it fits. */
  reset: number
  /** `RateLimit-Policy`: `100;w=60;burst=10`. */
  policy: string
  reason: Reason
  sentence: string
}

interface Buckets {
  policy: Bucket
  plan: Bucket
  /** When both are full: from then on they say nothing and may be forgotten. */
  fullAt: number
}

/** Callers without a key are told apart by address: an attacker may bring many, so there is an end to it. */
const MOST_CALLERS = 200_000
const LONGEST_RETRY_S = 86_400 * 31

export class Limiter {
  private readonly buckets = new Map<string, Buckets>()

  /** Counts the call against every limit, or against none when one of them refuses it. */
  admit(call: LimitedCall, now: number): Admitted | Refusal {
    const buckets = this.bucketsOf(call.caller, now)
    const meters = [
      ...policyMeter(call.rate, buckets.policy, now),
      ...planMeter(call.plan, buckets.plan, now),
      ...quotaMeters(call, now),
    ]
    if (meters.length === 0) return { headers: [] }
    const slowest = meters.reduce((a, b) => (b.wait > a.wait ? b : a))
    if (slowest.wait > 0) return refusal(slowest)
    this.count(call, buckets, now)
    const tightest = meters.reduce((a, b) => (b.remaining < a.remaining ? b : a))
    return { headers: limitHeaders(tightest, tightest.remaining - 1) }
  }

  /** Forgets the buckets that are full again. */
  sweep(now: number): void {
    for (const [caller, buckets] of this.buckets)
      if (buckets.fullAt <= now) this.buckets.delete(caller)
  }

  get size(): number {
    return this.buckets.size
  }

  private bucketsOf(caller: string, now: number): Buckets {
    const held = this.buckets.get(caller)
    if (held) return held
    return { policy: { used: 0, at: now }, plan: { used: 0, at: now }, fullAt: now }
  }

  private count(call: LimitedCall, buckets: Buckets, now: number): void {
    const policySize = call.rate && sizeOfRate(call.rate)
    const planSize = call.plan && sizeOfPlan(call.plan)
    if (policySize) take(buckets.policy, policySize, now)
    if (planSize) take(buckets.plan, planSize, now)
    if (!policySize && !planSize) return
    buckets.fullAt =
      now +
      Math.max(
        policySize ? fullIn(buckets.policy, policySize, now) : 0,
        planSize ? fullIn(buckets.plan, planSize, now) : 0,
      )
    if (this.buckets.has(call.caller)) return
    if (this.buckets.size >= MOST_CALLERS) this.makeRoom(now)
    this.buckets.set(call.caller, buckets)
  }

  private makeRoom(now: number): void {
    this.sweep(now)
    // Everyone is in the middle of a burst: the one known for longest starts afresh.
    for (const oldest of this.buckets.keys()) {
      if (this.buckets.size < MOST_CALLERS) return
      this.buckets.delete(oldest)
    }
  }
}

function sizeOfRate(rate: RateRule): BucketSize {
  return { capacity: Math.max(1, rate.burst), perMinute: rate.perMinute }
}

function sizeOfPlan(plan: Plan): BucketSize | null {
  const perMinute = plan.rate_limit_per_minute
  if (perMinute === null) return null
  return { capacity: Math.max(1, plan.burst_limit ?? perMinute), perMinute }
}

function policyMeter(rate: RateRule | null, bucket: Bucket, now: number): Meter[] {
  if (!rate) return []
  const source = `The limit of the policy "${rate.policy}"`
  return [bucketMeter(sizeOfRate(rate), bucket, now, 'rate_limited', source)]
}

function planMeter(plan: Plan | null, bucket: Bucket, now: number): Meter[] {
  const size = plan && sizeOfPlan(plan)
  if (!size) return []
  return [
    bucketMeter(size, bucket, now, 'plan_rate_limited', `The limit of the plan "${plan.name}"`),
  ]
}

function bucketMeter(
  size: BucketSize,
  bucket: Bucket,
  now: number,
  reason: Reason,
  source: string,
): Meter {
  const wait = waitFor(bucket, size, now)
  const thisCall = wait > 0 ? 0 : 60_000 / size.perMinute
  return {
    limit: Math.floor(size.capacity),
    remaining: Math.floor(size.capacity - usedAt(bucket, size, now) + 1e-9),
    wait,
    reset: fullIn(bucket, size, now) + thisCall,
    policy: `${size.perMinute};w=60;burst=${size.capacity}`,
    reason,
    sentence: `${source} is reached: ${size.perMinute} requests a minute, at most ${size.capacity} at once.`,
  }
}

function quotaMeters({ plan, usedToday, usedThisMonth }: LimitedCall, now: number): Meter[] {
  const meters: Meter[] = []
  const { daily_request_limit: daily, monthly_request_limit: monthly } = plan ?? NO_QUOTA
  if (daily !== null)
    meters.push(quotaMeter('daily_quota_exceeded', daily, usedToday, untilNextDay(now), plan))
  if (monthly !== null)
    meters.push(
      quotaMeter('monthly_quota_exceeded', monthly, usedThisMonth, untilNextMonth(now), plan),
    )
  return meters
}

const NO_QUOTA = { daily_request_limit: null, monthly_request_limit: null }

function quotaMeter(
  reason: 'daily_quota_exceeded' | 'monthly_quota_exceeded',
  limit: number,
  used: number,
  reset: number,
  plan: Plan | null,
): Meter {
  const period = reason === 'daily_quota_exceeded' ? 'day' : 'month'
  return {
    limit,
    remaining: Math.max(0, Math.floor(limit - used)),
    wait: used + 1 > limit ? reset : 0,
    reset,
    policy: `${limit};w=${period === 'day' ? 86_400 : 2_592_000}`,
    reason,
    sentence: `The quota of the plan "${plan?.name ?? ''}" is used up: ${limit} requests a ${period} (UTC).`,
  }
}

function refusal(meter: Meter): Refusal {
  const seconds = Math.min(LONGEST_RETRY_S, Math.max(1, Math.ceil(meter.wait / 1000)))
  const headers = ['Retry-After', String(seconds), ...limitHeaders(meter, 0)]
  return refuse(meter.reason, `${meter.sentence} Try again in ${seconds} s.`, headers)
}

function limitHeaders(meter: Meter, remaining: number): string[] {
  return [
    'RateLimit-Limit',
    String(meter.limit),
    'RateLimit-Remaining',
    String(Math.max(0, remaining)),
    'RateLimit-Reset',
    String(Math.ceil(meter.reset / 1000)),
    'RateLimit-Policy',
    meter.policy,
  ]
}
