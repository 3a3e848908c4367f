import { focusManager, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { RangeAnswer } from '~/domain/traffic'
import { api } from '~/test/contract-mock'
import { server } from '~/test/server'

import type { TrafficQuestion } from './metrics'
import { metrics } from './metrics'
import { queryClient } from './query-client'

const question: TrafficQuestion = {
  tenant: 'default',
  range: { from: 'now-1h', to: 'now' },
  refresh: 5,
}
const answer: RangeAnswer = {
  question: { query: 'q' },
  window: { start: 0, end: 3600 },
  scrape: 15,
  isLive: true,
  series: [],
  warnings: [],
}

describe('questions to Prometheus', () => {
  it('are asked once for all that show the answer, and given up when nobody does any more', async () => {
    let asked = 0
    server.use(
      api.get('/v1/metrics/query', () => {
        asked += 1
        return { status: 'success' as const, data: { resultType: 'vector', result: [] } }
      }),
    )
    const options = metrics.summary(question)
    const watchers = [1, 2, 3].map(() => new QueryObserver(queryClient, options))
    const leaves = watchers.map((watcher) => watcher.subscribe(() => undefined))
    await vi.waitFor(() => expect(watchers[0]?.getCurrentResult().isSuccess).toBe(true))
    expect(asked).toBe(1)

    const earlier = new QueryObserver(queryClient, metrics.earlier(question))
    const leave = earlier.subscribe(() => undefined)
    const state = () => queryClient.getQueryState(metrics.earlier(question).queryKey)
    expect(state()?.fetchStatus).toBe('fetching')
    leave()
    await vi.waitFor(() => expect(state()?.fetchStatus ?? 'idle').toBe('idle'))
    expect(state()?.data).toBeUndefined()
    for (const go of leaves) go()
  })
})

describe('the pace', () => {
  let asked = 0
  const watch = (
    part: Partial<TrafficQuestion> = {},
    {
      ask = metrics.summary,
      ...rest
    }: { ask?: typeof metrics.summary } & Partial<RangeAnswer> = {},
  ) => {
    const options = {
      ...ask({ ...question, ...part }),
      queryFn: () => {
        asked += 1
        return Promise.resolve({ ...answer, ...rest })
      },
    }
    return new QueryObserver(queryClient, options).subscribe(() => undefined)
  }

  beforeEach(() => {
    asked = 0
    vi.useFakeTimers()
    queryClient.mount()
  })
  afterEach(() => {
    queryClient.unmount()
    focusManager.setFocused(undefined)
    vi.useRealTimers()
  })

  it('is never quicker than a scrape, however short the chosen interval', async () => {
    const leave = watch()
    await vi.advanceTimersByTimeAsync(60_500)
    expect(asked).toBe(5)
    leave()
  })

  it('is a scrape’s while nothing has come, but not for the range before, into which nothing comes', async () => {
    const now = watch({ refresh: 60 })
    await vi.advanceTimersByTimeAsync(60_500)
    expect(asked).toBe(5)
    now()
    asked = 0
    const earlier = watch({ refresh: 60 }, { ask: metrics.earlier, isLive: false })
    await vi.advanceTimersByTimeAsync(60_500)
    expect(asked).toBe(2)
    earlier()
  })

  it('does not wait for the usual scrape where nothing has come and the real one is not known', async () => {
    const leave = watch({}, { isScrapeKnown: false })
    await vi.advanceTimersByTimeAsync(60_500)
    expect(asked).toBe(13)
    leave()
    asked = 0
    const old = [
      { labels: new Map([['figure', 'sampled_at']]), samples: [{ at: 3600, value: 3590 }] },
    ]
    const fresh = watch({ api: 'measured' }, { isScrapeKnown: false, series: old })
    await vi.advanceTimersByTimeAsync(60_500)
    expect(asked).toBe(5)
    fresh()
  })

  it('rests in a hidden tab, for an hour, and takes up again when it is seen', async () => {
    const leave = watch()
    await vi.advanceTimersByTimeAsync(100)
    focusManager.setFocused(false)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(asked).toBe(1)
    focusManager.setFocused(true)
    await vi.advanceTimersByTimeAsync(100)
    expect(asked).toBe(2)
    leave()
  })

  it('does not ask again when the tab is come back to within a scrape', async () => {
    const leave = watch({ refresh: 0 })
    await vi.advanceTimersByTimeAsync(100)
    for (let i = 0; i < 10; i++) {
      focusManager.setFocused(false)
      focusManager.setFocused(true)
      await vi.advanceTimersByTimeAsync(1_000)
    }
    expect(asked).toBe(1)
    leave()
  })

  it('stops for a range that lies in the past', async () => {
    const leave = watch({ range: { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' } })
    await vi.advanceTimersByTimeAsync(600_000)
    expect(asked).toBe(1)
    leave()
  })
})
