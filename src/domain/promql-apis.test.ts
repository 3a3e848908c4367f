import { expect, it } from 'vitest'

import { checkers, emptyFolder, fileOf, run } from './artefacts/testing/checkers'
import { lastCallsOf } from './promql-apis'

const labels = (api: string, more = '') =>
  `{tenant="acme",api="${api}",job="stoa-gateway",instance="g"${more}}`
const requests = (api: string, status: string, values: string) => ({
  series: `stoa_requests_total${labels(api, `,method="GET",status="${status}"`)}`,
  values,
})
const known = (api: string) => ({
  series: `stoa_rate_limit_exceeded_total${labels(api)}`,
  values: '0x720',
})

it('finds the last minute in which calls were counted, by Prometheus’ own evaluation', () => {
  const names = ['orders', 'idle', 'born', 'again', 'draft']
  // promtool keeps 10,000 samples in memory: less than a day of them.
  const expr = lastCallsOf({ tenant: 'acme' }, names, 15).replace('[86400s:60s]', '[7200s:60s]')
  const input = [
    ...['orders', 'idle', 'born', 'again'].map(known),
    // By another status at 9,015 s than before; the first call ever at 5,985 s; a restart at 6,000 s and no call since.
    requests('orders', '500', '5x100 9x619'),
    requests('orders', '200', '5x600 9x119'),
    requests('born', '200', '_x399 1x320'),
    requests('again', '200', '7x250 9x149 0x320'),
    {
      series: `stoa_requests_total{tenant="other",api="idle",job="j",instance="i"}`,
      values: '1+1x720',
    },
  ]
  const sample = (name: string, value: number) => ({ labels: `{api="${name}"}`, value })
  const document = {
    rule_files: [],
    evaluation_interval: '15s',
    tests: [
      {
        interval: '15s',
        input_series: input,
        promql_expr_test: [
          {
            expr,
            eval_time: '3h',
            exp_samples: [
              sample('again', 3_780),
              sample('born', 6_000),
              sample('idle', 0),
              sample('orders', 9_060),
              { labels: '{figure="sampled_at"}', value: 10_800 },
            ],
          },
        ],
      },
    ],
  }
  const file = fileOf(emptyFolder(), 'last-calls.yml', JSON.stringify(document))
  const { said, status } = run(checkers().promtool, ['test', 'rules', file])
  expect([said.slice(0, 2_000), status]).toEqual([expect.stringContaining('SUCCESS'), 0])
})
