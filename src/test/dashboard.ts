/** What a dashboard is answered by, for tests of its page. */

import { http, HttpResponse } from 'msw/http'

import { aContract, aMe, aPage } from './builders'
import { api } from './contract-mock'

const now = () => Math.floor(Date.now() / 1000)
/** An instant answer: labels and value of each series. */
export const vector = (...result: [Record<string, string>, string][]) => ({
  status: 'success' as const,
  data: {
    resultType: 'vector',
    result: result.map(([metric, value]) => ({ metric, value: [now(), value] })),
  },
})
/** The newest sample is so old. */
export const sampledAgo = (seconds: number): [Record<string, string>, string] => [
  { figure: 'sampled_at' },
  String(now() - seconds),
]
/** The tiles are answered by these; the rankings find nothing. */
export const summary = (...rows: [Record<string, string>, string][]) =>
  api.get('/v1/metrics/query', ({ query }) =>
    query.get('query')?.includes('topk(') === true ? vector() : vector(...rows),
  )

/** Start, end and step of a range question. */
export const gridOf = (query: URLSearchParams) => ({
  start: Number(query.get('start')),
  end: Number(query.get('end')),
  step: Number(query.get('step')),
})

/** 600 requests of `status 200` a minute, but for a gap in the middle. */
const rates = api.get('/v1/metrics/query_range', ({ query }) => {
  const { start, end, step } = gridOf(query)
  const times = Array.from(
    { length: Math.floor((end - start) / step) + 1 },
    (_, index) => start + index * step,
  )
  const isLatency = query.get('query')?.includes('quantile') === true
  const metric: Record<string, string> = isLatency ? { quantile: '0.95' } : { status: '200' }
  const values = times.filter((_, index) => index !== 5).map((at) => [at, '10'])
  return {
    status: 'success' as const,
    data: { resultType: 'matrix', result: [{ metric, values }] },
  }
})

const aRich = [
  api.get('/v1/contracts', aPage([aContract()], { total: 1234 })),
  api.get('/v1/admin/policies', aPage([], { total: 5 })),
  api.get('/v1/consumers/{tenant}', aPage([], { total: 100_000 })),
  api.get('/v1/subscriptions/tenant/{tenant}', aPage([], { total: 321 })),
]

/** A tenant with things in it, with Prometheus away and everything else well. */
export const aDashboard = [
  api.get('/v1/me', aMe()),
  http.get('*/gateway/health', () => HttpResponse.json({ status: 'ok' })),
  api.get('/health/ready', {
    status: 'degraded',
    version: '1',
    checks: {
      gateway: { state: 'ok' },
      prometheus: { state: 'down', detail: 'It answered 503.' },
      keycloak: { state: 'ok', latency_ms: 14 },
    },
  }),
  ...aRich,
  rates,
]
