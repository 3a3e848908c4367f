/** The verdict against a simulated token bucket, whose clock and network are as bad as real ones. */

import {
  array,
  assert,
  boolean,
  constantFrom,
  double,
  integer,
  pre,
  property,
  record,
  tuple,
} from 'fast-check'
import { describe, expect, it } from 'vitest'

import { type BurstCall, dueAt, type Limit, namedLimit, outcomeOf } from './burst'
import { judge } from './burst-verdict'

const limit: Limit = { perMinute: 100, burst: 10 }

/** Calls as fast as a page sends them, 4 ms each. */
const quick = (outcomes: BurstCall['outcome'][], headers: BurstCall['headers'] = {}): BurstCall[] =>
  outcomes.map((outcome, place) => ({
    index: place + 1,
    sentAt: place * 4,
    endedAt: place * 4 + 4,
    status: outcome === 'admitted' ? 200 : 429,
    outcome,
    headers: outcome === 'limited' ? headers : {},
  }))
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

describe('15 calls at a limit of 100 a minute, 10 at once', () => {
  it('enforced: ten pass, the eleventh is refused', () => {
    const calls = quick([...times(10, 'admitted' as const), ...times(5, 'limited' as const)])
    expect(judge(calls, limit)).toMatchObject({
      verdict: 'enforced',
      because: 'as_configured',
      first: 11,
      expectedFirst: 11,
    })
  })

  it('not enforced: fifteen pass within a moment', () => {
    expect(judge(quick(times(15, 'admitted')), limit)).toMatchObject({
      verdict: 'not_enforced',
      because: 'none_refused',
      overrun: { passed: 15, most: 10 },
    })
  })

  it('not enforced as configured: some are refused, and still too many passed', () => {
    const calls = quick([...times(13, 'admitted' as const), ...times(2, 'limited' as const)])
    expect(judge(calls, limit)).toMatchObject({ verdict: 'not_enforced', because: 'looser' })
  })

  it('stricter: the refusals name a lower limit', () => {
    const named = { 'ratelimit-policy': '60;w=60;burst=3' }
    const calls = quick([...times(3, 'admitted' as const), ...times(12, 'limited' as const)], named)
    expect(judge(calls, limit)).toMatchObject({
      verdict: 'stricter',
      because: 'lower_limit',
      found: { perMinute: 60, burst: 3 },
    })
  })

  it('cannot tell: refused early, and nobody says whether the bucket was full', () => {
    const calls = quick([...times(3, 'admitted' as const), ...times(12, 'limited' as const)])
    expect(judge(calls, limit)).toMatchObject({
      verdict: 'cannot_tell',
      because: 'maybe_used',
      refill: 6,
    })
  })

  it('enforced: refused early, because the bucket was used before, as the first answer says', () => {
    const calls = quick([...times(3, 'admitted' as const), ...times(12, 'limited' as const)])
    const said = calls.map((call) => ({
      ...call,
      headers: {
        'ratelimit-policy': '100;w=60;burst=10',
        'ratelimit-remaining': String(Math.max(0, 3 - call.index)),
      },
    }))
    expect(judge(said, limit)).toMatchObject({ verdict: 'enforced', because: 'partly_used' })
  })

  it('stricter: not even an empty bucket would refuse a call every two seconds', () => {
    const calls = quick(times(5, 'limited')).map((call) => ({
      ...call,
      sentAt: call.index * 2000,
      endedAt: call.index * 2000 + 5,
    }))
    expect(judge(calls, limit)).toMatchObject({ verdict: 'stricter', because: 'impossible' })
  })

  it.each([
    [times(15, 'unknown' as const), 'no_answer'],
    [times(15, 'refused' as const), 'not_reached'],
    [times(8, 'admitted' as const), 'too_few'],
    [[...times(4, 'admitted' as const), ...times(9, 'quota' as const)], 'other_limit'],
    [[...times(4, 'admitted' as const), ...times(9, 'plan_limited' as const)], 'other_limit'],
    [[], 'nothing_sent'],
  ])('cannot tell: %j is %s', (outcomes, because) => {
    expect(judge(quick(outcomes), limit)).toMatchObject({ verdict: 'cannot_tell', because })
  })

  it('says how many calls would be enough at the same pace, and that a slower pace never is', () => {
    const { enough } = judge(quick(times(8, 'admitted')), limit)
    expect(enough).toBeGreaterThan(10)
    expect(judge(quick(times(enough ?? 0, 'admitted')), limit).verdict).toBe('not_enforced')
    const slow = quick(times(8, 'admitted')).map((call) => ({
      ...call,
      sentAt: call.index * 700,
      endedAt: call.index * 700 + 4,
    }))
    expect(judge(slow, limit).enough).toBeUndefined()
  })

  it("judges the plan's limit by the plan's refusals", () => {
    const calls = quick([...times(10, 'admitted' as const), ...times(5, 'plan_limited' as const)])
    expect(judge(calls, limit, 'plan').verdict).toBe('enforced')
  })

  it('without a limit: nothing to compare with, or a refusal that nobody configured', () => {
    expect(judge(quick(times(15, 'admitted')), undefined).because).toBe('nothing_configured')
    expect(judge(quick(times(15, 'unknown')), undefined).because).toBe('no_answer')
    const refused = judge(quick([...times(3, 'admitted' as const), 'limited']), undefined)
    expect(refused).toMatchObject({ verdict: 'stricter', because: 'unconfigured' })
  })
})

describe('a burst', () => {
  it('is sent at its pace', () => {
    expect(dueAt({ perSecond: null }, 7)).toBe(0)
    expect(dueAt({ perSecond: 4 }, 7)).toBe(1750)
  })

  it('knows who refused', () => {
    expect(outcomeOf(undefined, true)).toBe('admitted')
    expect(outcomeOf('backend_timeout', true)).toBe('admitted')
    expect(outcomeOf('rate_limited', true)).toBe('limited')
    expect(outcomeOf('plan_rate_limited', true)).toBe('plan_limited')
    expect(outcomeOf('monthly_quota_exceeded', true)).toBe('quota')
    expect(outcomeOf('key_revoked', true)).toBe('refused')
    expect(outcomeOf(undefined, false)).toBe('unknown')
  })

  it('reads the limit that the gateway names, and no quota for one', () => {
    expect(namedLimit({ 'ratelimit-policy': '100;w=60;burst=10' })).toEqual(limit)
    expect(namedLimit({ 'ratelimit-policy': '5000;w=86400' })).toBeUndefined()
  })
})

interface World {
  real: Limit | null
  before: number
  speaks: boolean
  gaps: number[]
  latencies: number[]
  places: number[]
  jitters: number[]
}

/** What a page sees of a bucket: the arrival lies somewhere between send and answer, and the gateway's clock jitters. */
function seen({ real, before, speaks, ...world }: World): BurstCall[] {
  let sentAt = 0
  const sent = world.gaps.map((gap, place) => {
    if (place > 0) sentAt += gap
    const latency = world.latencies[place] ?? 1
    const at = sentAt + latency * (world.places[place] ?? 0)
    return { index: place + 1, sentAt, endedAt: sentAt + latency, at }
  })
  const bucket = { used: Math.min(before, real?.burst ?? 0), at: 0 }
  const answers = new Map<number, Pick<BurstCall, 'outcome' | 'headers' | 'status'>>()
  for (const { index, at } of sent.toSorted((a, b) => a.at - b.at)) {
    if (!real) {
      answers.set(index, { outcome: 'admitted', status: 200, headers: {} })
      continue
    }
    const now = at + (world.jitters[index] ?? 0)
    const drained = (Math.max(0, now - bucket.at) * real.perMinute) / 60_000
    const used = Math.max(0, bucket.used - drained)
    const isRefused = used + 1 - real.burst > 1e-9
    if (!isRefused) Object.assign(bucket, { used: used + 1, at: Math.max(bucket.at, now) })
    const left = isRefused ? 0 : Math.floor(real.burst - used - 1 + 1e-9)
    answers.set(index, {
      outcome: isRefused ? 'limited' : 'admitted',
      status: isRefused ? 429 : 200,
      headers: speaks
        ? {
            'ratelimit-policy': `${real.perMinute};w=60;burst=${real.burst}`,
            'ratelimit-remaining': String(left),
          }
        : {},
    })
  }
  return sent.map(({ index, sentAt, endedAt }) => {
    const answer = answers.get(index)
    if (!answer) throw new Error('a call without an answer')
    return { index, sentAt, endedAt, ...answer }
  })
}

const limits = record({
  perMinute: integer({ min: 1, max: 6000 }),
  burst: integer({ min: 1, max: 60 }),
})
const calls = 120
const numbers = (min: number, max: number) =>
  array(double({ min, max, noNaN: true }), { minLength: calls, maxLength: calls })
const network = {
  speaks: boolean(),
  gaps: tuple(integer({ min: 1, max: calls }), constantFrom(2, 40, 600)).chain(([count, most]) =>
    array(double({ min: 0, max: most, noNaN: true }), {
      minLength: count,
      maxLength: count,
    }),
  ),
  latencies: constantFrom(3, 60, 900).chain((most) => numbers(0.2, most)),
  places: numbers(0, 1),
  jitters: numbers(-20, 20),
}

describe('over any network', () => {
  it('a correct bucket, full or used before, is never called broken or stricter', () => {
    const worlds = record({
      real: limits,
      before: double({ min: 0, max: 60, noNaN: true }),
      ...network,
    })
    assert(
      property(worlds, (world) => {
        const { verdict } = judge(seen(world), world.real)
        expect(['enforced', 'cannot_tell']).toContain(verdict)
      }),
      { numRuns: 400 },
    )
  })

  it('a correct bucket that was full and refused is always called enforced', () => {
    assert(
      property(record({ real: limits, ...network }), (world) => {
        const shown = seen({ ...world, before: 0 })
        pre(shown.some(({ outcome }) => outcome === 'limited'))
        expect(judge(shown, world.real).verdict).toBe('enforced')
      }),
      { numRuns: 200 },
    )
  })

  it('no limit at all is never called enforced or stricter', () => {
    assert(
      property(record(network), limits, (world, configured) => {
        const { verdict } = judge(seen({ ...world, real: null, before: 0 }), configured)
        expect(['not_enforced', 'cannot_tell']).toContain(verdict)
      }),
      { numRuns: 400 },
    )
  })

  it('a lower limit is never called not enforced, a higher one never stricter', () => {
    const claimOf = (real: Limit, configured: Limit) => [
      ...(real.perMinute <= configured.perMinute && real.burst <= configured.burst
        ? ['not_enforced']
        : []),
      ...(real.perMinute >= configured.perMinute && real.burst >= configured.burst
        ? ['stricter']
        : []),
    ]
    assert(
      property(record(network), limits, limits, (world, real, configured) => {
        const { verdict } = judge(seen({ ...world, real, before: 0 }), configured)
        expect(claimOf(real, configured)).not.toContain(verdict)
      }),
      { numRuns: 400 },
    )
  })
})
