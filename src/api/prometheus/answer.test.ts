import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Failure } from '~/domain/failure'

import { readAlerts, readMatrix, readNames, readTargets, readVector } from './answer'

const vector = {
  status: 'success',
  data: {
    resultType: 'vector',
    result: [
      { metric: { __name__: 'up', job: 'stoa-gateway' }, value: [1795514400.123, '1'] },
      { metric: {}, value: [1795514400, 'NaN'] },
      { metric: { __proto__x: 'y' }, value: [1795514400, '+Inf'] },
    ],
  },
  warnings: ['partial answer'],
}
const matrix = {
  status: 'success',
  data: {
    resultType: 'matrix',
    result: [
      {
        metric: { status: '200' },
        values: [
          [1795514400, '0.25'],
          [1795514460, '-Inf'],
          [1795514520, '1e-7'],
        ],
      },
    ],
  },
}
const alerts = {
  status: 'success',
  data: {
    alerts: [
      {
        labels: { alertname: 'StoaGatewayDown', severity: 'critical' },
        annotations: { summary: 'The gateway does not answer' },
        state: 'firing',
        activeAt: '2026-11-24T10:00:00Z',
        value: '1e+00',
      },
    ],
  },
}
const targets = {
  status: 'success',
  data: {
    activeTargets: [
      { labels: { job: 'stoa-gateway' }, health: 'up', scrapeInterval: '1m30s' },
      { labels: { job: 'other' }, health: 'down' },
    ],
  },
}

function failureOf(read: () => unknown): Failure {
  try {
    read()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('It was read')
}

describe('answers', () => {
  it('of an instant question keep NaN and infinities apart from numbers', () => {
    const read = readVector(vector)
    expect(read.series.map(({ samples }) => samples[0]?.value)).toEqual([1, Number.NaN, Infinity])
    expect(read.series[0]?.samples[0]?.at).toBe(1795514400.123)
    expect(read.series[0]?.labels.get('job')).toBe('stoa-gateway')
    expect(read.warnings).toEqual(['partial answer'])
  })

  it('of a range question keep every sample', () => {
    expect(readMatrix(matrix).series[0]?.samples).toEqual([
      { at: 1795514400, value: 0.25 },
      { at: 1795514460, value: -Infinity },
      { at: 1795514520, value: 1e-7 },
    ])
  })

  it('that are a scalar are a series without labels', () => {
    const scalar = { status: 'success', data: { resultType: 'scalar', result: [1795514400, '42'] } }
    expect(readVector(scalar).series).toEqual([
      { labels: new Map(), samples: [{ at: 1795514400, value: 42 }] },
    ])
  })

  it('with labels named after parts of JavaScript are only labels', () => {
    const text =
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__proto__":"a","constructor":"b"},"value":[1,"2"]}]}}'
    const [series] = readVector(JSON.parse(text)).series
    expect([...(series?.labels ?? [])]).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
  })

  it('about alerts and targets give what the pages show', () => {
    expect(readAlerts(alerts)[0]).toMatchObject({
      name: 'StoaGatewayDown',
      state: 'firing',
      summary: 'The gateway does not answer',
    })
    expect(readTargets(targets)).toEqual([
      { job: 'stoa-gateway', health: 'up', scrapeInterval: 90 },
      { job: 'other', health: 'down', scrapeInterval: undefined },
    ])
  })
})

describe('what a server says beside its data', () => {
  const empty = { resultType: 'vector', result: [] }
  it.each([
    ['Thanos, a store is away', { warnings: ['store s2 unavailable'] }, ['store s2 unavailable']],
    ['VictoriaMetrics, a node is away', { isPartial: true }, ['not every store answered']],
    ['VictoriaMetrics, whole', { isPartial: false }, []],
    ['Prometheus 3, a hint', { infos: ['metric might not be a counter'] }, []],
  ])('%s', (_, notes, warnings) => {
    expect(readVector({ status: 'success', data: empty, ...notes }).warnings).toEqual(warnings)
  })
})

describe('refusals', () => {
  it.each([
    ['Prometheus 2 and 3, syntax', { errorType: 'bad_data', error: '1:5: parse error' }, 'invalid'],
    ['VictoriaMetrics, syntax', { errorType: '422', error: 'cannot parse' }, 'refused'],
    ['Prometheus, slow', { errorType: 'timeout', error: 'query timed out' }, 'timeout'],
    ['Prometheus, too much', { errorType: 'execution', error: 'too many samples' }, 'refused'],
    [
      'Prometheus 3, unavailable',
      { errorType: 'unavailable', error: 'TSDB not ready' },
      'bad-gateway',
    ],
    ['VictoriaMetrics, overloaded', { errorType: '429', error: 'busy' }, 'limited'],
    ['Thanos, no store', { errorType: 'internal', error: 'no StoreAPIs matched' }, 'server'],
    [
      'Mimir, too many questions',
      { errorType: 'too_many_requests', error: 'too many outstanding requests' },
      'limited',
    ],
    [
      'Mimir, a limit',
      { errorType: 'execution', error: 'the query exceeded the maximum number of chunks' },
      'refused',
    ],
    [
      'Mimir, too large',
      { errorType: 'too_large_entry', error: 'response larger than the maximum' },
      'refused',
    ],
    ['anything else', { errorType: 'internal', error: 'oops' }, 'server'],
  ])('of %s name their kind and keep the reason', (_, facts, kind) => {
    const failure = failureOf(() => readVector({ status: 'error', ...facts }))
    expect(failure.kind).toBe(kind)
    expect(failure.message).toContain(facts.error)
  })
})

/** Answers that were right once: a member is taken out, or is something else. */
const anything = fc.oneof(
  fc.constantFrom(null, 0, -1, '', 'NaN', [], {}, true, [[]], [null], '0x10', '1,5', Infinity),
  fc.jsonValue(),
)
const places = fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 6 })

function mutate(value: unknown, [place = 0, ...rest]: number[], by: unknown): unknown {
  if (typeof value !== 'object' || value === null) return by
  const keys = Object.keys(value)
  const key = keys[place % (keys.length + 1)]
  if (key === undefined || rest.length === 0) return by
  const copy: Record<string, unknown> = { ...value }
  copy[key] = mutate(copy[key], rest, by)
  return Array.isArray(value) ? Object.values(copy) : copy
}

describe.each([
  ['readVector', readVector, vector],
  ['readMatrix', readMatrix, matrix],
  ['readAlerts', readAlerts, alerts],
  ['readTargets', readTargets, targets],
  ['readNames', readNames, { status: 'success', data: ['up', 'stoa_requests_total'] }],
])('%s', (_, read, answer) => {
  it('reads 10,000 mutated answers, or refuses them with a Failure that names a field', () => {
    let refused = 0
    /** What was thrown in words; undefined when the answer was read. */
    const thrownBy = (mutated: unknown): string | undefined => {
      try {
        read(mutated)
        return undefined
      } catch (error) {
        refused += 1
        return error instanceof Failure ? error.message : `not a Failure: ${String(error)}`
      }
    }
    fc.assert(
      fc.property(places, anything, (where, by) => {
        expect(thrownBy(mutate(answer, where, by)) ?? 'refused').toMatch(/“.+”|refused/s)
      }),
      { numRuns: 10_000 },
    )
    expect(refused).toBeGreaterThan(1000)
  })
})
