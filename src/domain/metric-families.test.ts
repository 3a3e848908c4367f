import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { FAMILIES, familyIn, inRunbookLabels, RUNBOOK } from './metric-families'
import { earlierSummary, latencyQuantiles, requestRates, selector } from './promql'
import { busiest } from './promql-busiest'
import { busiestCallers, callerCounters } from './promql-callers'
import { callsByKey, keyRates } from './promql-keys'
import { errorsIn } from '../test/promql'

const family = (requests: string) => familyIn([requests])

describe('the family of a server', () => {
  it('is the first of the table that it has, whatever else it has and in whatever order', () => {
    const known = FAMILIES.map(({ requests }) => requests)
    fc.assert(
      fc.property(fc.shuffledSubarray([...known, 'up', 'stoa_mcp_tools_calls_total']), (names) => {
        const first = known.find((name) => names.includes(name)) ?? RUNBOOK.requests
        expect(familyIn(names).requests).toBe(first)
      }),
    )
  })

  it('is the runbook’s where nothing is counted yet', () => {
    expect(familyIn([])).toBe(RUNBOOK)
  })
})

describe('questions in the names of a family', () => {
  it.each(FAMILIES.map((one) => [one.requests, one] as const))(
    'of %s parse and name no other metric',
    (_, one) => {
      const scope = { tenant: 'acme', family: one }
      const queries = [
        requestRates(scope, 60),
        earlierSummary(scope, 3600, 15),
        busiest(scope, { seconds: 3600, count: 10 }),
        ...(one.buckets === undefined ? [] : [latencyQuantiles(scope, 60)]),
        ...(one.byConsumer === undefined
          ? []
          : [
              callsByKey({ ...scope, consumer: 'shop' }, { seconds: 3600, scrape: 15 }),
              keyRates({ ...scope, consumer: 'shop' }, 60),
              busiestCallers(scope, [{}], 3600, 5),
              callerCounters(scope, [{ api: 'orders', consumer: 'shop' }], 15),
            ]),
      ]
      expect(queries.flatMap(errorsIn)).toEqual([])
      const named = new Set(queries.join(' ').match(/\b(?:stoa|proxy)_[a-z_]+/g))
      const own = [one.requests, one.buckets, one.limited, one.byConsumer]
      expect([...named].filter((name) => !own.includes(name))).toEqual([])
    },
  )

  it('use its labels, and none that it does not have', () => {
    const quickstart = { tenant: 'acme', api: 'orders', family: family('stoa_api_requests_total') }
    expect(requestRates(quickstart, 60)).toContain(
      'stoa_api_requests_total{tenant_id="acme",api_id="orders"}',
    )
    expect(requestRates(quickstart, 60)).toContain('sum by (status_code)')
    const whole = { tenant: 'acme', family: family('stoa_http_requests_total') }
    expect(requestRates(whole, 60)).toContain('stoa_http_requests_total{}')
    expect(() => requestRates({ ...whole, api: 'orders' }, 60)).toThrow(RangeError)
    expect(() => requestRates({ ...quickstart, consumer: 'shop' }, 60)).toThrow(RangeError)
    for (const scope of [quickstart, whole]) {
      expect(() => keyRates({ ...scope, consumer: 'shop' }, 60)).toThrow(RangeError)
      expect(() => busiestCallers(scope, [{}], 60, 5)).toThrow(RangeError)
      expect(() => callerCounters(scope, [], 15)).toThrow(RangeError)
    }
  })

  it('answer in the labels of the runbook', () => {
    const series = [
      {
        labels: new Map([
          ['status_code', '200'],
          ['api_id', 'orders'],
          ['le', '1'],
        ]),
        samples: [],
      },
    ]
    const [one] = inRunbookLabels(series, family('stoa_api_requests_total'))
    expect([...(one?.labels ?? [])]).toEqual([
      ['status', '200'],
      ['api', 'orders'],
      ['le', '1'],
    ])
    expect(inRunbookLabels(series, RUNBOOK)).toBe(series)
  })

  it('leave a selector its braces even without a label, because proxies look for them', () => {
    expect(selector('up', {})).toBe('up{}')
  })
})
