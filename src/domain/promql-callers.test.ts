import { parser } from '@prometheus-io/lezer-promql'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import { busiestCallers, callerCounters } from './promql-callers'

function read(query: string) {
  const faults: string[] = []
  const selectors: string[] = []
  parser.parse(query).iterate({
    enter({ type, name, from, to }) {
      if (type.isError) faults.push(query.slice(from, to))
      if (name === 'VectorSelector') selectors.push(query.slice(from, to))
    },
  })
  return { faults, selectors }
}

const name = fc.string({ unit: 'grapheme', minLength: 1 })
const names = fc.array(name, { minLength: 1, maxLength: 3 })

it('questions about callers parse, and every selector names the tenant, whatever the names', () => {
  fc.assert(
    fc.property(names, names, (apis, consumers) => {
      const parts = [{ apis }, { consumers }, { apis, consumers }]
      const callers = apis.map((api) => ({ api, consumer: consumers[0] ?? '' }))
      for (const query of [
        busiestCallers({ tenant: 'default' }, parts, 86_400, 25),
        callerCounters({ tenant: 'default' }, callers, 15),
      ]) {
        const { faults, selectors } = read(query)
        expect(faults).toEqual([])
        for (const selector of selectors) expect(selector).toContain('tenant="default"')
      }
    }),
  )
})

it('a policy that is bound to an API and to a consumer reaches the callers of either', () => {
  const query = busiestCallers(
    { tenant: 'default' },
    [{ apis: ['a.b'] }, { consumers: ['acme'] }],
    60,
    5,
  )
  expect(query).toContain(String.raw`api=~"a\\.b"}`)
  expect(query).toContain('consumer=~"acme"}')
  expect(query).toContain(' or sum by (api, consumer) ')
})
