import { describe, expect, it } from 'vitest'

import { callsByApi, keyCallsIn } from './key-calls'
import type { Series } from './series'
import type { RangeAnswer } from './traffic'

const end = 1_795_514_400
const one = (labels: Record<string, string>, value: number): Series => ({
  labels: new Map(Object.entries(labels)),
  samples: [{ at: end, value }],
})
const answer = (...series: Series[]): RangeAnswer => ({
  question: { query: 'q' },
  window: { start: end - 3600, end },
  scrape: 15,
  isLive: true,
  warnings: [],
  series,
})
const watched = [one({ figure: 'watched' }, 240), one({ figure: 'sampled_at' }, end - 4)]
const counted = [
  one({ key: 'a', api: 'orders' }, 10),
  one({ key: 'a', api: 'orders', figure: 'limited' }, 2),
  one({ key: 'a', api: 'stock', figure: 'errors' }, 0.2),
  one({ key: 'b', api: 'stock' }, 100),
]

describe('the calls with keys', () => {
  it('are added up over what became of them', () => {
    expect(keyCallsIn(answer(...watched, ...counted), ['a'], '')).toMatchObject({
      state: 'value',
      sampledAt: (end - 4) * 1000,
      value: { calls: 12, limited: 2, errors: 1 },
    })
    expect(keyCallsIn(answer(...watched, ...counted), undefined, '')).toMatchObject({
      value: { calls: 112 },
    })
  })

  it('are 0 only where the gateway was watched', () => {
    expect(keyCallsIn(answer(...watched), ['a'], '')).toMatchObject({
      state: 'value',
      value: { calls: 0 },
    })
    expect(keyCallsIn(answer(), ['a'], '')).toMatchObject({ state: 'empty' })
    const old = [one({ figure: 'watched' }, 200), one({ figure: 'sampled_at' }, end - 300)]
    expect(keyCallsIn(answer(...old), ['a'], '')).toMatchObject({ state: 'stale' })
    const gathered = one({ figure: 'gathered' }, 1)
    expect(keyCallsIn(answer(...watched, gathered), ['a'], 'together')).toEqual({
      state: 'off',
      reason: 'together',
    })
  })

  it('fall to the APIs they went to, the most called first', () => {
    expect(callsByApi(answer(...watched, ...counted))).toEqual([
      { api: 'stock', calls: { calls: 100, limited: 0, errors: 1 } },
      { api: 'orders', calls: { calls: 12, limited: 2, errors: 0 } },
    ])
  })
})
