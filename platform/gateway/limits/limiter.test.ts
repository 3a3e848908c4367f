import { describe, expect, it } from 'vitest'
import { Limiter, type LimitedCall } from './limiter.ts'

function call(caller: string): LimitedCall {
  const rate = { perMinute: 60, burst: 2, policy: 'p' }
  return { caller, rate, plan: null, usedToday: 0, usedThisMonth: 0 }
}

describe('what the limiter remembers', () => {
  it('is forgotten when it says nothing any more, and not before', () => {
    const limiter = new Limiter()
    limiter.admit(call('a'), 0)
    limiter.admit(call('b'), 0)
    limiter.admit(call('b'), 0)
    limiter.sweep(999)
    expect(limiter.size).toBe(2)
    limiter.sweep(1_000)
    expect(limiter.size).toBe(1)
    expect(limiter.admit(call('b'), 1_000)).toHaveProperty('headers')
    expect(limiter.admit(call('b'), 1_000)).toMatchObject({ reason: 'rate_limited' })
    limiter.sweep(3_000)
    expect(limiter.size).toBe(0)
  })

  it('has an end, however many callers come', () => {
    const limiter = new Limiter()
    for (let number = 0; number < 200_500; number += 1) limiter.admit(call(`ip ${number}`), 0)
    expect(limiter.size).toBe(200_000)
    // The newest is still known, the first one starts afresh.
    limiter.admit(call('ip 200499'), 0)
    expect(limiter.admit(call('ip 200499'), 0)).toMatchObject({ reason: 'rate_limited' })
  })

  it('is nothing for a call without limits', () => {
    const limiter = new Limiter()
    expect(limiter.admit({ ...call('a'), rate: null }, 0)).toEqual({ headers: [] })
    expect(limiter.size).toBe(0)
  })
})
