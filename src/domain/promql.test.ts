import { parser } from '@prometheus-io/lezer-promql'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  earlierSummary,
  latencyQuantiles,
  quote,
  quoteMeta,
  rangeSummary,
  requestRates,
  selector,
} from './promql'
import { lastCallsOf } from './promql-apis'
import { errorsIn } from '../test/promql'
import { busiest } from './promql-busiest'
import { callsOf } from './promql-calls'

/** Names that have broken out of strings before, and every kind of text. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      '\\',
      '\n',
      '`',
      '{',
      '}',
      '#',
      '\r',
      '\t',
      '\u0000',
      '\ufffd',
      ',',
      '=',
      '.',
      '*',
    ),
  }),
  fc.constantFrom('x"} or up{a="', 'a\\', '\\"', '.*', '$(reboot)', '__proto__', '\u202e', '💥'),
)

/** What a double-quoted string of Go means: an oracle of its own, by its escapes. */
function unquote(literal: string): string {
  expect(literal.at(0)).toBe('"')
  expect(literal.at(-1)).toBe('"')
  return literal.slice(1, -1).replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|.)/g, (_, escape: string) => {
    if (escape === 'n') return '\n'
    if (escape.startsWith('x') || escape.startsWith('u'))
      return String.fromCharCode(Number.parseInt(escape.slice(1), 16))
    return escape
  })
}

/** The label matchers of the only selector of an expression, by the grammar of Prometheus' own editor. */
function matchersIn(query: string): { label: string; op: string; value: string }[] {
  const found: { label: string; op: string; value: string }[] = []
  let selectors = 0
  parser.parse(query).iterate({
    enter({ type, node }) {
      expect(type.isError ? query : '').toBe('')
      if (type.name === 'VectorSelector') selectors += 1
      if (type.name !== 'UnquotedLabelMatcher') return
      const text = (name: string) => {
        const child = node.getChild(name)
        return child ? query.slice(child.from, child.to) : ''
      }
      found.push({ label: text('LabelName'), op: text('MatchOp'), value: text('StringLiteral') })
    },
  })
  expect(selectors).toBe(1)
  return found
}

describe('quote', () => {
  it('gives back every name exactly, inside one selector, for 2,000 hostile names', () => {
    fc.assert(
      fc.property(hostile, hostile, (tenant, api) => {
        const found = matchersIn(selector('stoa_requests_total', { tenant, api }))
        expect(found.map(({ label, op }) => [label, op])).toEqual([
          ['tenant', '='],
          ['api', '='],
        ])
        expect(found.map(({ value }) => unquote(value))).toEqual([tenant, api])
      }),
      { numRuns: 2000 },
    )
  })

  it('writes nothing that a line of text cannot hold', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        // oxlint-disable-next-line no-control-regex -- what must not be there
        expect(quote(name)).not.toMatch(/[\u0000-\u001f\u007f\ufffd]/)
      }),
    )
  })

  it('refuses half of a surrogate pair', () => {
    expect(() => quote('a\ud800b')).toThrow(RangeError)
    expect(() => selector('up', { tenant: '\udfff' })).toThrow(RangeError)
  })
})

describe('quoteMeta', () => {
  it('makes a regular expression that matches the text and nothing else', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        // Of our escapes JavaScript reads all as RE2 does.
        const pattern = new RegExp(`^(?:${quoteMeta(text)})$`, 's')
        expect(pattern.test(text)).toBe(true)
        expect(pattern.test(other)).toBe(other === text)
      }),
    )
  })
})

describe('templates', () => {
  it('parse, whatever the tenant is called', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 60, max: 2_678_400 }), (tenant, seconds) => {
        const queries = [
          requestRates({ tenant }, seconds),
          latencyQuantiles({ tenant }, seconds),
          rangeSummary({ tenant }, seconds, 15),
          earlierSummary({ tenant }, seconds, 15),
          busiest({ tenant }, { seconds, count: 10 }),
          busiest({ tenant, api: tenant }, { seconds, count: 10 }),
          busiest({ tenant, consumer: tenant }, { seconds, count: 10 }),
          lastCallsOf({ tenant }, ['orders', tenant], 15),
          callsOf({ tenant }, ['orders'], { seconds, scrape: 15 }),
        ]
        expect(queries.flatMap(errorsIn)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('stay below the 8,192 characters that the server takes, with the longest names', () => {
    const tenant = 'a'.repeat(63)
    const page = Array.from({ length: 50 }, (_, at) => String(at).padStart(63, 'n'))
    expect(lastCallsOf({ tenant }, page, 5).length).toBeLessThan(8192)
    expect(callsOf({ tenant }, page, { seconds: 3600, scrape: 15 }).length).toBeLessThan(8192)
    const month = { seconds: 2_678_400, count: 10 }
    expect(busiest({ tenant }, month).length).toBeLessThan(8192)
    expect(busiest({ tenant, api: tenant }, month).length).toBeLessThan(8192)
    expect(earlierSummary({ tenant, api: tenant }, 2_678_400, 15).length).toBeLessThan(8192)
    expect(rangeSummary({ tenant }, 2_678_400, 15).length).toBeLessThan(8192)
  })

  it('confine every selector to the tenant', () => {
    const query =
      busiest({ tenant: 'acme' }, { seconds: 3600, count: 10 }) +
      earlierSummary({ tenant: 'acme' }, 3600, 15)
    const selectors = query.match(/\{[^}]*\}/g) ?? []
    expect(selectors.length).toBeGreaterThan(20)
    for (const one of selectors) expect(one).toMatch(/[{,]tenant="acme"\}$/)
  })

  it('refuse a length that is no whole number of seconds', () => {
    expect(() => requestRates({ tenant: 't' }, 0)).toThrow(RangeError)
    expect(() => requestRates({ tenant: 't' }, Number.NaN)).toThrow(RangeError)
    expect(() => requestRates({ tenant: 't' }, 1.5)).toThrow(RangeError)
  })

  it('refuse a label that is no label name', () => {
    expect(() => selector('m', { tenant: 't', 'a="x",b': 'c' })).toThrow(RangeError)
  })
})
