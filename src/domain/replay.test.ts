import { describe, expect, it } from 'vitest'

import { callerSpans, predict, type Replay, watchedShare } from './replay'
import type { Series } from './series'

const grid = { start: 0, end: 240, step: 60 }
const series = (labels: Record<string, string>, values: (number | undefined)[]): Series => ({
  labels: new Map(Object.entries(labels)),
  samples: values.flatMap((value, place) =>
    value === undefined ? [] : [{ at: place * 60, value }],
  ),
})
const watched = (instance: string, ...values: (number | undefined)[]) =>
  series({ figure: 'watched', instance }, values)
const counter = (instance: string, consumer: string, ...values: (number | undefined)[]) =>
  series({ api: 'orders', consumer, instance }, values)
const caller = (consumer: string, counted = 0) => ({ api: 'orders', consumer, counted })

describe("callers' spans", () => {
  it('are added up over the gateways that count them, each with its own beginning', () => {
    const found = callerSpans(
      [caller('acme'), caller('other')],
      [
        watched('a', 3, 3, 3, 3, 3),
        watched('b', undefined, undefined, 3, 3, 3),
        // Born while a watched; what b had counted before it was watched is unknown.
        counter('a', 'acme', undefined, undefined, 5, 5, 6),
        counter('b', 'acme', undefined, undefined, 100, 107, 107),
        counter('a', 'other', 1, 1, 1, 1, 1),
      ],
      grid,
    )
    expect(found[0]?.spans).toEqual([
      { start: 60, end: 120, calls: 5 },
      { start: 120, end: 180, calls: 7 },
      { start: 180, end: 240, calls: 1 },
    ])
    expect(found[1]?.spans).toEqual([])
  })

  it('know how much of the time somebody watched', () => {
    expect(watchedShare([watched('a', 3, undefined, undefined, 3, undefined)], grid)).toBe(0.4)
    expect(watchedShare([], grid)).toBe(0)
  })
})

it('a prediction puts those first who are refused for certain', () => {
  const span = (calls: number) => [{ start: 0, end: 60, calls }]
  const replay: Replay = {
    callers: [
      { ...caller('calm', 7.4), spans: span(5) },
      { ...caller('close', 30), spans: span(30) },
      { ...caller('loud', 200), spans: span(200) },
    ],
    total: 3,
    watched: 1,
    step: 60,
    scrape: 0,
    question: { query: '' },
  }
  const found = predict(replay, { perMinute: 60, burst: 10 })
  expect(found.rows.map(({ consumer }) => consumer)).toEqual(['loud', 'close'])
  expect(found).toMatchObject({ surely: 1, calls: 235, least: 130, most: 210, unplaced: 2 })
})
