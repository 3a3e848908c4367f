import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { api, problem } from '~/test/contract-mock'
import { server } from '~/test/server'

import { metricSource } from './metric-source'
import { queryClient } from './query-client'

const targets = (activeTargets: object[]) => ({
  status: 'success' as const,
  data: { activeTargets, droppedTargets: [] },
})
const gateway = { labels: { job: 'stoa-gateway' }, health: 'up', scrapeInterval: '5s' }

/** How often the targets were asked for. */
let asked = 0
const answerWith = (answer: () => object) =>
  server.use(
    api.get('/v1/metrics/targets', () => {
      asked += 1
      return answer() as ReturnType<typeof targets>
    }),
  )
const scrape = async () => (await metricSource(queryClient)).scrape

beforeEach(() => {
  asked = 0
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => vi.useRealTimers())

it('learns the interval in which the gateway is scraped once, for ten minutes', async () => {
  answerWith(() => targets([gateway]))
  expect(await scrape()).toBe(5)
  vi.setSystemTime(Date.now() + 590_000)
  expect(await scrape()).toBe(5)
  expect(asked).toBe(1)
  vi.setSystemTime(Date.now() + 20_000)
  expect(await scrape()).toBe(5)
  expect(asked).toBe(2)
})

it('takes the usual interval for at most half a minute while Prometheus does not know the gateway yet', async () => {
  answerWith(() => targets([]))
  expect(await scrape()).toBe(15)
  answerWith(() => targets([gateway]))
  expect(await scrape()).toBe(15)
  vi.setSystemTime(Date.now() + 31_000)
  expect(await scrape()).toBe(5)
})

it('asks whoever refuses, or has no such endpoint, no more often than that', async () => {
  answerWith(() => problem(404, { detail: 'no such path' }))
  expect(await scrape()).toBe(15)
  expect(await scrape()).toBe(15)
  expect(asked).toBe(1)
})
