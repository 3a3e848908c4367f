import { parser } from '@prometheus-io/lezer-promql'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { checkers, emptyFolder, fileOf, run } from './artefacts/testing/checkers'
import { callsByKey, keyRates } from './promql-keys'

function faultsIn(query: string): string[] {
  const faults: string[] = []
  parser.parse(query).iterate({
    enter({ type, from, to }) {
      if (type.isError) faults.push(query.slice(from, to))
    },
  })
  return faults
}

const selectorsIn = (query: string) => {
  const found: string[] = []
  parser.parse(query).iterate({
    enter({ name, from, to }) {
      if (name === 'VectorSelector') found.push(query.slice(from, to))
    },
  })
  return found
}

describe('questions about keys', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1 })

  it('parse, and every selector names the tenant, whatever the consumer is called', () => {
    fc.assert(
      fc.property(name, fc.array(name, { minLength: 1, maxLength: 3 }), (consumer, keys) => {
        const matchers = { tenant: 'default', consumer, keys }
        for (const query of [
          callsByKey(matchers, { seconds: 3600, scrape: 15 }),
          keyRates(matchers, 60),
        ]) {
          expect(faultsIn(query)).toEqual([])
          for (const selector of selectorsIn(query)) expect(selector).toContain('tenant="default"')
        }
      }),
    )
  })

  it('name the keys literally', () => {
    const query = callsByKey(
      { tenant: 'default', consumer: 'acme', keys: ['stoa_sk_1a2b', 'a.b'] },
      { seconds: 900, scrape: 5 },
    )
    expect(query).toContain(String.raw`key=~"stoa_sk_1a2b|a\\.b"`)
    expect(
      callsByKey({ tenant: 'default', consumer: 'acme' }, { seconds: 900, scrape: 5 }),
    ).not.toContain('key=~')
  })

  it('count the calls between a rotation and the next scrape, by Prometheus’ own evaluation', () => {
    const key = (name: string, instance: string, values: string) => ({
      series: `stoa_consumer_requests_total{tenant="acme",consumer="shop",key="${name}",api="orders",method="GET",status="200",job="stoa-gateway",instance="${instance}"}`,
      values,
    })
    const watched = (instance: string, values: string) => ({
      series: `stoa_rate_limit_exceeded_total{tenant="acme",api="orders",job="stoa-gateway",instance="${instance}"}`,
      values,
    })
    // Asked 300 s after a rotation at 605 s; the gateway is scraped at 600 s and at 615 s.
    const input = [
      watched('known', '0x60'),
      key('new', 'known', '_x41 7x20'),
      key('first-used', 'known', '_x41 42x20'),
      key('in-use', 'known', '10x40 25x20'),
      // Of a gateway that was not scraped before, nobody knows what it had counted by then.
      watched('late', '_x41 0x20'),
      key('unknown', 'late', '_x41 9x20'),
    ]
    const sample = (name: string, value: number) => ({
      labels: `{key="${name}",api="orders"}`,
      value,
    })
    const expr = callsByKey({ tenant: 'acme', consumer: 'shop' }, { seconds: 300, scrape: 15 })
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
              eval_time: '905s',
              exp_samples: [
                sample('new', 7),
                sample('first-used', 42),
                sample('in-use', 15),
                sample('unknown', 0),
                { labels: '{figure="watched"}', value: 20 },
                { labels: '{figure="sampled_at"}', value: 900 },
              ],
            },
          ],
        },
      ],
    }
    const file = fileOf(emptyFolder(), 'keys.yml', JSON.stringify(document))
    const { said, status } = run(checkers().promtool, ['test', 'rules', file])
    expect([said.slice(0, 2_000), status]).toEqual([expect.stringContaining('SUCCESS'), 0])
  })
})
