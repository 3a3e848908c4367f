import { describe, expect, it } from 'vitest'

import { busiestBy } from './busiest'
import type { Series } from './series'
import type { RangeAnswer } from './traffic'

const end = 1_795_514_400
const one = (labels: Record<string, string>, value: number): Series => ({
  labels: new Map(Object.entries(labels)),
  samples: [{ at: end, value }],
})
const answer = (...series: Series[]): RangeAnswer => ({
  question: { query: 'q', rangeSeconds: 3600 },
  window: { start: end - 3600, end },
  scrape: 15,
  isLive: true,
  series,
  warnings: [],
})

const both = answer(
  one({ api: 'slow', class: '2' }, 10),
  one({ api: 'orders', class: '2' }, 150.4),
  one({ api: 'orders', class: '429' }, 20),
  one({ api: 'orders', class: '5' }, 50),
  one({ api: 'idle', class: '2' }, 0),
  one({ api: 'odd', class: '' }, 1),
  one({ api: 'orders', figure: 'p95' }, 0.2),
  one({ api: 'slow', figure: 'p95' }, Number.NaN),
  one({ figure: 'apis' }, 42),
  one({ consumer: 'acme', class: '2' }, 3),
  one({ consumer: 'acme', class: '4' }, 1),
  one({ figure: 'consumers' }, 1),
)

describe('the busiest', () => {
  it('APIs come with their classes, errors and p95, the busiest first, and the number of the others', () => {
    const reading = busiestBy(both, 'api')
    expect(reading).toMatchObject({
      state: 'value',
      value: {
        more: 38,
        rows: [
          { name: 'orders', calls: 220, p95: 0.2 },
          { name: 'slow', calls: 10, errorShare: 0, p95: undefined },
          { name: 'odd', calls: 1, errorShare: 0 },
          { name: 'idle', calls: 0, errorShare: undefined, p95: undefined },
        ],
      },
    })
    const [orders, , odd] = 'value' in reading ? reading.value.rows : []
    expect([...(orders?.classes ?? [])]).toEqual([
      ['2xx', 150],
      ['429', 20],
      ['5xx', 50],
    ])
    expect(orders?.errorShare).toBeCloseTo(50 / 220.4)
    expect(odd?.classes.get('other')).toBe(1)
  })

  it('consumers of the same answer are theirs only, without response times', () => {
    expect(busiestBy(both, 'consumer')).toMatchObject({
      value: { more: 0, rows: [{ name: 'acme', calls: 4, p95: undefined }] },
    })
  })

  it('of an answer without them are empty, not none', () => {
    expect(busiestBy(answer(one({ figure: 'apis' }, 0)), 'api').state).toBe('empty')
  })
})
