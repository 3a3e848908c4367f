/** What the console predicts of a limit is what the gateway's own limiter does, for the same calls at the same times. */

import { array, assert, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Limiter } from '../../platform/gateway/limits/limiter'
import { type BurstCall, evidenceHeaders, firstRefusal, namedLimit, refillSeconds } from './burst'
import { judge } from './burst-verdict'
import { refusalsOf } from './what-if'

const limits = record({
  perMinute: integer({ min: 1, max: 6_000 }),
  burst: integer({ min: 1, max: 60 }),
})
/** Milliseconds between one call and the next. */
const pauses = array(integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 120 })

type Limit = Parameters<typeof refillSeconds>[0]

function gateway() {
  const limiter = new Limiter()
  return (limit: Limit, now: number) =>
    limiter.admit(
      {
        caller: 'consumer on api',
        rate: { ...limit, policy: 'limit' },
        plan: null,
        usedToday: 0,
        usedThisMonth: 0,
      },
      now,
    )
}

/** The calls as the gateway answers them, with the headers that it sends. */
function sent(limit: Limit, gaps: readonly number[]): BurstCall[] {
  const admit = gateway()
  let at = 0
  return gaps.map((gap, place) => {
    at += place === 0 ? 0 : gap
    const answer = admit(limit, at)
    const headers = Object.fromEntries(
      evidenceHeaders.flatMap((name) => {
        const flat = answer.headers ?? []
        const found = flat.findIndex((part, spot) => spot % 2 === 0 && part.toLowerCase() === name)
        return found < 0 ? [] : [[name, flat[found + 1] ?? '']]
      }),
    )
    const isRefused = 'reason' in answer
    return {
      index: place + 1,
      sentAt: at,
      endedAt: at,
      status: isRefused ? 429 : 200,
      outcome: isRefused ? 'limited' : 'admitted',
      ...(isRefused && { reason: 'rate_limited' }),
      headers,
    }
  })
}

describe('the console and the gateway', () => {
  it('agree on the first call that is refused, and on the limit that the answers name', () => {
    assert(
      property(limits, pauses, (limit, gaps) => {
        const calls = sent(limit, gaps)
        const first = calls.find(({ status }) => status === 429)
        expect(firstRefusal(calls, limit)).toBe(first?.index)
        for (const { headers } of calls) expect(namedLimit(headers)).toEqual(limit)
      }),
      { numRuns: 1_000 },
    )
  })

  it('a limit that is enforced is never called anything worse', () => {
    assert(
      property(limits, pauses, (limit, gaps) => {
        const { verdict } = judge(sent(limit, gaps), limit, 'policy')
        expect(['enforced', 'cannot_tell']).toContain(verdict)
      }),
    )
  })

  it('after the time for a refill a whole burst passes, however empty the bucket was', () => {
    assert(
      property(limits, (limit) => {
        const admit = gateway()
        for (let call = 0; call < limit.burst + 5; call += 1) admit(limit, 0)
        const later = refillSeconds(limit) * 1000
        for (let call = 0; call < limit.burst; call += 1)
          expect(admit(limit, later)).not.toHaveProperty('reason')
      }),
    )
  })

  it('what a limit would have refused lies within the bounds that are told', () => {
    assert(
      property(limits, pauses, (limit, gaps) => {
        const calls = sent(limit, gaps)
        const byMinute = Map.groupBy(calls, ({ sentAt }) => Math.floor(sentAt / 60_000))
        const spans = [...byMinute].map(([minute, inIt]) => ({
          start: minute * 60,
          end: (minute + 1) * 60,
          calls: inIt.length,
        }))
        const refused = calls.filter(({ status }) => status === 429).length
        const { least, most } = refusalsOf(spans, limit, 0)
        expect(least).toBeLessThanOrEqual(refused)
        expect(most).toBeGreaterThanOrEqual(refused)
      }),
    )
  })
})
