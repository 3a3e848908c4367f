import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  dividedInSum,
  dividedPerSeries,
  failed,
  limited,
  ONE_PERCENT,
  type RateSeries,
  STORM,
  STORM_REFUSALS,
} from './misfire'

describe('the ratio of the runbook', () => {
  it('is 100 % for 1 % of errors; the sum is 1 %', () => {
    expect(dividedPerSeries(failed(ONE_PERCENT), ONE_PERCENT).map(({ rate }) => rate)).toEqual([1])
    expect(dividedInSum(failed(ONE_PERCENT), ONE_PERCENT)).toBe(0.01)
  })

  it('is empty in a storm of refusals; the sum is 90 %', () => {
    expect(dividedPerSeries(STORM_REFUSALS, STORM)).toEqual([])
    expect(dividedInSum(limited(STORM), STORM)).toBe(0.9)
  })

  it('is 1 for every part of a whole, however small', () => {
    const rates = fc.uniqueArray(
      fc.record({
        status: fc.integer({ min: 200, max: 599 }),
        rate: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      }),
      { selector: ({ status }) => status, minLength: 1 },
    )
    fc.assert(
      fc.property(rates, (all) => {
        const whole: RateSeries[] = all.map(({ status, rate }) => ({
          labels: { status: String(status) },
          rate,
        }))
        const ratios = dividedPerSeries(failed(whole), whole)
        expect(ratios.every(({ rate }) => rate === 1)).toBe(true)
        expect(dividedInSum(failed(whole), whole) ?? 0).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })

  it('has no value without calls', () => {
    expect(dividedInSum([], [])).toBeUndefined()
    expect(dividedInSum([{ labels: {}, rate: 0 }], [{ labels: {}, rate: 0 }])).toBeUndefined()
  })
})
