/** What a burst proves about a limit, and why. Each verdict is reached only where no honest bucket could have shown the same. */

import {
  type BurstCall,
  firstRefusal,
  isExplained,
  isSameLimit,
  type Limit,
  namedLimit,
  type Outcome,
  type Overrun,
  overrunOf,
  refillSeconds,
  usedBefore,
} from './burst'

export type BurstVerdict = 'enforced' | 'not_enforced' | 'stricter' | 'cannot_tell'

export type Because =
  /** Refused as the limit says. */
  | 'as_configured'
  /** As the limit says, of a bucket that others had used before. */
  | 'partly_used'
  | 'none_refused'
  /** Some were refused, and still more passed than the limit has room for. */
  | 'looser'
  /** The gateway's refusal names a lower limit. */
  | 'lower_limit'
  /** Even an empty bucket would have let pass what was refused. */
  | 'impossible'
  /** Refused, although nothing is configured. */
  | 'unconfigured'
  /** Refused earlier than a full bucket would; whether it was full is not known. */
  | 'maybe_used'
  | 'nothing_configured'
  | 'no_answer'
  /** The gateway refused all calls before any limit. */
  | 'not_reached'
  /** Another limit refused first. */
  | 'other_limit'
  | 'too_few'
  | 'nothing_sent'

export interface Judgement {
  verdict: BurstVerdict
  because: Because
  counts: Record<Outcome, number>
  /** The first call that the judged limit refused. */
  first?: number
  /** The first that a full bucket would have refused, at the real times of sending. */
  expectedFirst?: number
  overrun?: Overrun
  /** What the refusals name, where it is another limit than the judged. */
  found?: Limit
  /** Seconds until the bucket is surely full. */
  refill?: number
  /** Calls that would have been enough at the pace of the burst; absent when none would. */
  enough?: number
  /** The most frequent reason of refusals before the limit. */
  reason?: string
}

/** Which limit is judged: the policy's, or the plan's where no policy limits. */
export type Judged = 'policy' | 'plan'

const judgedOutcome: Record<Judged, Outcome> = { policy: 'limited', plan: 'plan_limited' }

/**
 * @param calls those that have ended
 * @param limit as it is configured; undefined when nothing is
 */
export function judge(
  calls: readonly BurstCall[],
  limit: Limit | undefined,
  judged: Judged = 'policy',
): Judgement {
  const counts = countsOf(calls)
  const refused = calls.filter(({ outcome }) => outcome === judgedOutcome[judged])
  const first = refused.length > 0 ? Math.min(...refused.map(({ index }) => index)) : undefined
  const facts = { counts, ...(first !== undefined && { first }) }
  if (calls.length === 0) return { ...facts, verdict: 'cannot_tell', because: 'nothing_sent' }
  if (!limit) return { ...facts, ...withoutLimit(calls, refused) }
  const expectedFirst = firstRefusal(calls, limit)
  const known = {
    ...facts,
    refill: refillSeconds(limit),
    ...(expectedFirst !== undefined && { expectedFirst }),
  }
  const overrun = overrunOf(calls, limit)
  if (overrun) {
    const because = refused.length > 0 ? 'looser' : 'none_refused'
    return { ...known, verdict: 'not_enforced', because, overrun }
  }
  if (refused.length > 0) return { ...known, ...refusing(calls, refused, limit) }
  return { ...known, ...notReached(calls, judged), ...enoughOf(calls, limit) }
}

type Finding = Pick<Judgement, 'verdict' | 'because' | 'found' | 'reason'>

/** Calls were refused, and no more passed than may: is the limit at work, or a lower one? */
function refusing(
  calls: readonly BurstCall[],
  refused: readonly BurstCall[],
  limit: Limit,
): Finding {
  const isPossible = (before: number) =>
    refused.every((call) => isExplained(call, calls, limit, before))
  if (isPossible(0)) return { verdict: 'enforced', because: 'as_configured' }
  const found = refused.flatMap(({ headers }) => namedLimit(headers) ?? [])[0]
  if (found && !isSameLimit(found, limit))
    return { verdict: 'stricter', because: 'lower_limit', found }
  if (!isPossible(limit.burst)) return { verdict: 'stricter', because: 'impossible' }
  const used = usedBefore(calls, limit)
  if (used === undefined) return { verdict: 'cannot_tell', because: 'maybe_used' }
  return isPossible(used)
    ? { verdict: 'enforced', because: 'partly_used' }
    : { verdict: 'stricter', because: 'impossible' }
}

function withoutLimit(calls: readonly BurstCall[], refused: readonly BurstCall[]): Finding {
  const found = refused.flatMap(({ headers }) => namedLimit(headers) ?? [])[0]
  if (refused.length > 0)
    return { verdict: 'stricter', because: 'unconfigured', ...(found && { found }) }
  const nothing = notReached(calls, 'policy')
  return nothing.because === 'too_few' ? { ...nothing, because: 'nothing_configured' } : nothing
}

/** Nothing was refused by the limit, and too little passed to break it. */
function notReached(calls: readonly BurstCall[], judged: Judged): Finding {
  const counts = countsOf(calls)
  const verdict = 'cannot_tell'
  const others = counts.quota + (judged === 'policy' ? counts.plan_limited : counts.limited)
  if (others > 0) return { verdict, because: 'other_limit', ...reasonOf(calls, isOtherLimit) }
  if (counts.admitted > 0) return { verdict, because: 'too_few' }
  return counts.refused > 0
    ? { verdict, because: 'not_reached', ...reasonOf(calls, (call) => call.outcome === 'refused') }
    : { verdict, because: 'no_answer' }
}

const isOtherLimit = ({ outcome }: BurstCall) =>
  outcome === 'quota' || outcome === 'plan_limited' || outcome === 'limited'

function reasonOf(
  calls: readonly BurstCall[],
  isMeant: (call: BurstCall) => boolean,
): { reason?: string } {
  const reasons = Map.groupBy(
    calls.filter((call) => isMeant(call) && call.reason !== undefined),
    ({ reason }) => reason,
  )
  const [most] = [...reasons].toSorted((a, b) => b[1].length - a[1].length)
  return most?.[0] === undefined ? {} : { reason: most[0] }
}

/** How many calls at the pace of this burst would surely have gone over a full bucket. */
function enoughOf(calls: readonly BurstCall[], limit: Limit): { enough?: number } {
  const end = Math.max(...calls.map(({ endedAt }) => endedAt))
  const share = (limit.perMinute / 60_000) * (end / calls.length) * 1.05
  if (share >= 1) return {}
  const enough = Math.ceil((limit.burst + 2) / (1 - share)) + 1
  return { enough: Math.max(enough, calls.length + 1) }
}

function countsOf(calls: readonly BurstCall[]): Record<Outcome, number> {
  const counts = { admitted: 0, limited: 0, plan_limited: 0, quota: 0, refused: 0, unknown: 0 }
  for (const { outcome } of calls) counts[outcome] += 1
  return counts
}
