import { describe, expect, it } from 'vitest'

import type { Series } from './series'
import type { GridAnswer, RangeAnswer } from './traffic'
import {
  callsIn,
  lastCallIn,
  latencies,
  rangeQuantile,
  ratesByClass,
  requestShare,
  requestTotals,
  shares,
} from './traffic'

const end = 1_795_514_400
const one = (labels: Record<string, string>, value: number, at = end): Series => ({
  labels: new Map(Object.entries(labels)),
  samples: [{ at, value }],
})
const answer = (series: Series[], part: Partial<RangeAnswer> = {}): RangeAnswer => ({
  question: { query: 'q', rangeSeconds: 3600 },
  window: { start: end - 3600, end },
  scrape: 15,
  isLive: true,
  series,
  warnings: [],
  ...part,
})
const sampled = (secondsAgo: number) => one({ figure: 'sampled_at' }, end - secondsAgo)

describe('totals', () => {
  it('add up exact counts by class and round once', () => {
    const reading = requestTotals(
      answer([
        one({ status: '200' }, 99.4),
        one({ status: '201' }, 0.4),
        one({ status: '429' }, 5),
        one({ status: '502' }, 2),
        sampled(3),
      ]),
    )
    expect(reading).toMatchObject({
      state: 'value',
      sampledAt: (end - 3) * 1000,
      value: {
        all: 107,
        classes: [
          { id: '2xx', count: 100 },
          { id: '429', count: 5 },
          { id: '5xx', count: 2 },
        ],
      },
    })
  })

  it('of series that did not grow are zero, and of no series there are none', () => {
    expect(requestTotals(answer([one({ status: '200' }, 0), sampled(3)]))).toMatchObject({
      state: 'value',
      value: { all: 0 },
    })
    expect(requestTotals(answer([])).state).toBe('empty')
    expect(requestTotals(answer([one({ status: '200' }, Number.NaN)])).state).toBe('empty')
  })

  it.each([
    [44, 'value'],
    [46, 'stale'],
  ])('last sampled %i s ago at a scrape of 15 s are %s', (age, state) => {
    expect(requestTotals(answer([one({ status: '200' }, 7), sampled(age)])).state).toBe(state)
  })

  it('of a range in the past are never stale', () => {
    const past = answer([one({ status: '200' }, 7), sampled(600)], { isLive: false })
    expect(requestTotals(past).state).toBe('value')
  })
})

describe('shares and quantiles of a range', () => {
  it('are empty without requests: 0 of 0 is no share, and NaN no time', () => {
    const idle = answer([
      one({ status: '200' }, 0),
      one({ quantile: '0.95' }, Number.NaN),
      sampled(1),
    ])
    expect(requestShare(idle, '5xx').state).toBe('empty')
    expect(rangeQuantile(idle, '0.95').state).toBe('empty')
  })

  it('count what is not there as none, where there were requests', () => {
    const busy = answer([
      one({ status: '200' }, 75),
      one({ status: '429' }, 25),
      one({ quantile: '0.95' }, 0.25),
      sampled(1),
    ])
    expect(requestShare(busy, '5xx')).toMatchObject({ state: 'value', value: 0 })
    expect(requestShare(busy, '429')).toMatchObject({ state: 'value', value: 0.25 })
    expect(rangeQuantile(busy, '0.95')).toMatchObject({ state: 'value', value: 0.25 })
    expect(rangeQuantile(busy, '0.99').state).toBe('empty')
  })

  it('lie between the smallest and the greatest, whatever was rounded', () => {
    const few = answer([one({ status: '500' }, 0.4), sampled(1)])
    expect(requestShare(few, '5xx')).toMatchObject({ state: 'value', value: 1 })
  })
})

describe('lines', () => {
  const grid = { start: end - 30, end, step: 15 }
  const over = (labels: Record<string, string>, values: (number | undefined)[]): Series => ({
    labels: new Map(Object.entries(labels)),
    samples: values.flatMap((value, index) =>
      value === undefined ? [] : [{ at: grid.start + index * 15, value }],
    ),
  })
  const onGrid = (series: Series[]): GridAnswer => ({ ...answer(series), grid })

  it('of rates are stacked from the good to the bad, gaps kept', () => {
    const reading = ratesByClass(
      onGrid([
        over({ status: '500' }, [1, 0, undefined]),
        over({ status: '200' }, [5, undefined, undefined]),
      ]),
    )
    expect(reading).toMatchObject({
      state: 'value',
      // The last time that holds a sample, not the end of the grid.
      sampledAt: (end - 15) * 1000,
      value: {
        times: [end - 30, end - 15, end],
        lines: [
          { id: '2xx', values: [5, undefined, undefined] },
          { id: '5xx', values: [1, 0, undefined] },
        ],
      },
    })
  })

  it('of shares have a gap where nothing went through', () => {
    const reading = shares(
      onGrid([
        over({ status: '200' }, [3, 0, undefined]),
        over({ status: '500' }, [1, 0, undefined]),
      ]),
    )
    expect(reading).toMatchObject({
      value: {
        lines: [
          { id: '5xx', values: [0.25, undefined, undefined] },
          { id: '429', values: [0, undefined, undefined] },
        ],
      },
    })
  })

  it('are empty where there is no sample at all', () => {
    expect(ratesByClass(onGrid([])).state).toBe('empty')
    expect(latencies(onGrid([over({ quantile: '0.5' }, [Number.NaN, Number.NaN])])).state).toBe(
      'empty',
    )
    expect(shares(onGrid([])).state).toBe('empty')
  })
})

describe('the calls of an API', () => {
  const counted = answer([
    one({ api: 'orders' }, 7.6),
    one({ api: 'orders', figure: 'errors' }, 2.4),
    one({ api: 'idle' }, 0),
    sampled(3),
  ])

  it('are its own, with the share that failed', () => {
    expect(callsIn(counted, 'orders')).toMatchObject({
      state: 'value',
      value: { calls: 10, errorShare: 0.24 },
    })
  })

  it('tell none from not known', () => {
    expect(callsIn(counted, 'idle')).toMatchObject({ value: { calls: 0, errorShare: undefined } })
    expect(callsIn(counted, 'order')).toMatchObject({ state: 'empty' })
  })

  it('are a measured none where the gateway knows the API', () => {
    const known = answer([one({ api: 'quiet', figure: 'known' }, 1), sampled(5)])
    expect(callsIn(known, 'quiet')).toMatchObject({ state: 'value', value: { calls: 0 } })
  })

  it('tell the last call, none seen, and not known apart', () => {
    const last = answer([one({ api: 'orders' }, end - 90), one({ api: 'quiet' }, 0), sampled(5)])
    expect(lastCallIn(last, 'orders')).toMatchObject({ state: 'value', value: (end - 90) * 1000 })
    expect(lastCallIn(last, 'quiet')).toMatchObject({ state: 'value', value: null })
    expect(lastCallIn(last, 'draft').state).toBe('empty')
    const late = answer([one({ api: 'quiet' }, 0), sampled(600)])
    expect(lastCallIn(late, 'quiet').state).toBe('stale')
  })

  it('are stale when nothing was measured since', () => {
    const late = answer([one({ api: 'orders' }, 1), sampled(600)])
    expect(callsIn(late, 'orders').state).toBe('stale')
  })
})
