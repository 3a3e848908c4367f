import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { errorBudget, OBJECTIVES } from './error-budget'
import type { RangeAnswer } from './traffic'

const answer = (counts: Record<string, number>): RangeAnswer => ({
  question: { query: 'q' },
  window: { start: 0, end: 3600 },
  scrape: 15,
  isLive: false,
  series: Object.entries(counts).map(([status, value]) => ({
    labels: new Map([['status', status]]),
    samples: [{ at: 3600, value }],
  })),
  warnings: [],
})

describe('an error budget', () => {
  it.each([
    ['99', { '200': 990, '500': 10 }, { allowed: 10, failed: 10, left: 0 }],
    ['99.5', { '200': 999, '503': 1 }, { allowed: 5, failed: 1, left: 0.8 }],
    ['99.9', { '200': 997, '429': 1, '500': 2 }, { allowed: 1, failed: 2, left: -1 }],
  ] as const)('of %s %% over %o is %o', (objective, counts, budget) => {
    expect(errorBudget(answer(counts), objective)).toMatchObject({ state: 'value', value: budget })
  })

  it('of no requests is empty: nothing of nothing can be spent', () => {
    expect(errorBudget(answer({ '200': 0 }), '99').state).toBe('empty')
    expect(errorBudget(answer({}), '99').state).toBe('empty')
  })

  it('is whole exactly when nothing failed, and a stricter objective leaves no more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 0, max: 1e9 }),
        (good, bad) => {
          const left = OBJECTIVES.map((objective) => {
            const reading = errorBudget(answer({ '200': good, '500': bad }), objective)
            return 'value' in reading ? reading.value.left : Number.NaN
          })
          expect(left.every((share) => (share === 1) === (bad === 0))).toBe(true)
          expect(left.toSorted((a, b) => b - a)).toEqual(left)
        },
      ),
    )
  })
})
