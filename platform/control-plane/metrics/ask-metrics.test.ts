import type { AddressInfo } from 'node:net'

import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import type { MetricsQuestion } from './ask-metrics.ts'

import { askMetrics } from './ask-metrics.ts'
import { prometheusClient } from './prometheus-client.ts'

/** A Prometheus that answers what a test tells it to and keeps what it was asked. */
const asked: URL[] = []
let reply = { status: 200, body: '{"status":"success","data":[]}', delayMs: 0 }
const server = createServer((request, response) => {
  asked.push(new URL(request.url ?? '/', 'http://prometheus'))
  setTimeout(() => {
    response.writeHead(reply.status, { 'content-type': 'application/json' })
    response.end(reply.body)
  }, reply.delayMs)
})
let url = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked.length = 0
  reply = { status: 200, body: '{"status":"success","data":[]}', delayMs: 0 }
})

function ask(
  question: Partial<MetricsQuestion> & Pick<MetricsQuestion, 'endpoint'>,
  timeoutMs = 5_000,
) {
  return askMetrics(prometheusClient(url, timeoutMs), {
    parameters: [],
    tenant: 'acme',
    requestId: 'request-1',
    ...question,
  })
}

const range = (changes: Record<string, string> = {}) =>
  Object.entries({ query: 'up', start: '1700000000', end: '1700003600', step: '15', ...changes })

test('a query goes out confined, with a timeout of 8 s at most, before the page gives up', async () => {
  await ask({
    endpoint: 'query',
    parameters: [
      ['query', 'up'],
      ['timeout', '1h'],
    ],
  })
  expect(asked[0]?.searchParams.get('query')).toBe('up{tenant="acme"}')
  expect(asked[0]?.searchParams.get('timeout')).toBe('8s')
  await ask({
    endpoint: 'query',
    parameters: [
      ['query', 'up'],
      ['timeout', '2s'],
    ],
  })
  expect(asked[1]?.searchParams.get('timeout')).toBe('2s')
})

test('an operator of all tenants is asked for as it was written', async () => {
  await ask({ endpoint: 'query', tenant: null, parameters: [['query', 'sum(up)']] })
  expect(asked[0]?.searchParams.get('query')).toBe('sum(up)')
})

test.each(['series', 'labels'] as const)(
  '%s: each match[] is confined, and one is there without any',
  async (endpoint) => {
    await ask({
      endpoint,
      parameters: [
        ['match[]', 'up'],
        ['match[]', '{job=~".*"}'],
        ['limit', '5'],
      ],
    })
    await ask({ endpoint })
    expect(asked.map(({ searchParams }) => searchParams.getAll('match[]'))).toEqual([
      ['up{tenant="acme"}', '{tenant="acme",job=~".*"}'],
      ['{tenant="acme"}'],
    ])
  },
)

test('values of a label are asked for within the tenant', async () => {
  await ask({ endpoint: 'label_values', label: 'api' })
  expect(asked[0]?.pathname).toBe('/api/v1/label/api/values')
  expect(asked[0]?.searchParams.get('match[]')).toBe('{tenant="acme"}')
})

test('a syntax error has the shape and status of Prometheus, and nothing is asked', async () => {
  const { status, body } = await ask({ endpoint: 'query', parameters: [['query', 'sum(']] })
  expect(status).toBe(400)
  expect(JSON.parse(body)).toEqual({
    status: 'error',
    errorType: 'bad_data',
    error: '1:5: parse error: unexpected end of input',
  })
  expect(asked).toEqual([])
})

test.each([
  [{ start: 'yesterday' }, /"start": cannot parse/],
  [{ step: '1 fortnight' }, /"step": cannot parse/],
  [{ step: '0' }, /zero or negative/],
  [{ end: '1600000000' }, /end timestamp must not be before start/],
])('a bad range %j is refused as Prometheus would', async (changes, sentence) => {
  const { status, body } = await ask({ endpoint: 'query_range', parameters: range(changes) })
  expect(status).toBe(400)
  expect(body).toMatch(/bad_data/)
  expect(JSON.parse(body).error).toMatch(sentence)
})

test.each([
  [{ end: '1702851200' }, /33\.0 days/],
  [{ start: '2026-01-01T00:00:00Z', end: '2026-03-01T00:00:00Z', step: '1d' }, /59\.0 days/],
  [{ step: '0.3' }, /12000 points/],
  [{ query: 'rate(up[40d])' }, /longer than 32 days/],
])('%j costs too much', async (changes, sentence) => {
  await expect(ask({ endpoint: 'query_range', parameters: range(changes) })).rejects.toThrow(
    sentence,
  )
  expect(asked).toEqual([])
})

test.each([
  { start: '1700000000.5', end: '1.70000360e9', step: '1m30s' },
  { start: '2026-11-24T10:00:00.5+01:00', end: '2026-11-24T10:00:00Z', step: '15s' },
])('%j is a range', async (changes) => {
  expect((await ask({ endpoint: 'query_range', parameters: range(changes) })).status).toBe(200)
})

test.each([400, 422, 503])(
  'the answer and status %i of Prometheus are passed on',
  async (status) => {
    reply = {
      status,
      body: '{"status":"error","errorType":"execution","error":"own words"}',
      delayMs: 0,
    }
    expect(await ask({ endpoint: 'query', parameters: [['query', 'up']] })).toEqual({
      status,
      body: reply.body,
    })
  },
)

test('501 series are too many for a tenant, 500 are not, and an operator has no such limit', async () => {
  const answer = (count: number) =>
    JSON.stringify({
      status: 'success',
      data: { resultType: 'vector', result: Array.from({ length: count }, () => ({})) },
    })
  reply.body = answer(501)
  const question = { endpoint: 'query', parameters: [['query', 'up']] } as const
  await expect(ask(question)).rejects.toThrow(/501 series; 500 are the most/)
  expect((await ask({ ...question, tenant: null })).status).toBe(200)
  reply.body = answer(500)
  expect((await ask(question)).status).toBe(200)
})

test('an answer above 8 MiB is refused', async () => {
  reply.body = JSON.stringify({ status: 'success', data: 'x'.repeat(9 * 1024 * 1024) })
  await expect(ask({ endpoint: 'query', parameters: [['query', 'up']] })).rejects.toMatchObject({
    kind: 'too_large',
  })
})

test('HTML in the place of an answer is said to be none', async () => {
  reply = { status: 502, body: '<html>', delayMs: 0 }
  await expect(ask({ endpoint: 'query', parameters: [['query', 'up']] })).rejects.toMatchObject({
    kind: 'unreadable',
  })
})

test('a Prometheus that is silent, or not there, is said to be so with its address', async () => {
  reply.delayMs = 1_000
  await expect(
    ask({ endpoint: 'query', parameters: [['query', 'up']] }, 100),
  ).rejects.toMatchObject({ kind: 'slow' })
  const gone = prometheusClient('http://127.0.0.1:47001')
  await expect(gone.ask('query', [])).rejects.toThrow(/127\.0\.0\.1:47001 could not be reached/)
})
