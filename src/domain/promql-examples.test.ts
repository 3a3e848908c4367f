import { expect, it } from 'vitest'

import { errorsIn } from '~/test/promql'

import { FAMILIES, RUNBOOK } from './metric-families'
import { examplesIn } from './promql-examples'

it('begins with what the runbook’s names can answer', () => {
  expect(examplesIn('default', RUNBOOK)).toEqual([
    { id: 'rates', query: 'sum by (status) (rate(stoa_requests_total{tenant="default"}[5m]))' },
    {
      id: 'errors',
      query: `sum by (api) (rate(stoa_requests_total{tenant="default",status=~"5.."}[5m]))
  / sum by (api) (rate(stoa_requests_total{tenant="default"}[5m]))`,
    },
    {
      id: 'times',
      query:
        'histogram_quantile(0.95, sum by (le) (rate(stoa_request_duration_seconds_bucket{tenant="default"}[5m])))',
    },
    {
      id: 'limited',
      query:
        'topk(5, sum by (consumer) (increase(stoa_consumer_requests_total{tenant="default",status="429"}[1h])))',
    },
  ])
})

it('are expressions under the names of every family, whatever the tenant is called', () => {
  for (const family of FAMILIES)
    for (const { query } of examplesIn('a"b\\c\n', family)) expect(errorsIn(query)).toEqual([])
  expect(FAMILIES.map((family) => examplesIn('a', family).map(({ id }) => id))).toEqual([
    ['rates', 'errors', 'times', 'limited'],
    ['rates', 'errors'],
    ['rates', 'errors', 'times'],
    ['rates', 'times'],
  ])
})
