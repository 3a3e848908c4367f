import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { parser } from '@prometheus-io/lezer-promql'

import { promqlArbitrary } from './arbitrary-promql.ts'
import { UnwritableLabelValue, quoteLabelValue } from './label-value.ts'
import {
  NotConfinable,
  PromqlSyntaxError,
  confineQuery,
  confineSelector,
  isConfined,
} from './tenant-matcher.ts'

test.each([
  ['up', 'up{tenant="acme"}'],
  ['{__name__=~".+"}', '{tenant="acme",__name__=~".+"}'],
  ['{}', '{tenant="acme"}'],
  ['up{tenant="default"}', 'up{tenant="acme",tenant="default"}'],
  ['up{tenant=~".*",}', 'up{tenant="acme",tenant=~".*",}'],
  ['{"a.metric"}', '{tenant="acme","a.metric"}'],
  ['up offset 5m', 'up{tenant="acme"} offset 5m'],
  ['up @ end()', 'up{tenant="acme"} @ end()'],
  ['rate(up[5m:1m])', 'rate(up{tenant="acme"}[5m:1m])'],
  ['a / on (b) group_left (c) d', 'a{tenant="acme"} / on (b) group_left (c) d{tenant="acme"}'],
  ['sum by (tenant) (sum)', 'sum by (tenant) (sum{tenant="acme"})'],
  ['topk(5, max_over_time(x[1d]))', 'topk(5, max_over_time(x{tenant="acme"}[1d]))'],
  ['absent(up{a=`}`})', 'absent(up{tenant="acme",a=`}`})'],
  ['a # b\n+ c', 'a{tenant="acme"}  \n+ c{tenant="acme"}'],
  ['1 + 1', '1 + 1'],
  [
    'label_replace(up, "tenant", "x", "", "")',
    'label_replace(up{tenant="acme"}, "tenant", "x", "", "")',
  ],
])('%s stays within the tenant', (query, confined) => {
  expect(confineQuery(query, 'acme')).toBe(confined)
})

test.each([
  'up{',
  'sum(',
  'up{a="b}',
  '"open',
  'up up',
  '',
  'up{a}',
  "up{a='\ud800'}",
  'sum by',
  'foo{1="x"}',
])('%j is a syntax error', (query) => {
  expect(() => confineQuery(query, 'acme')).toThrow(PromqlSyntaxError)
})

test('a carriage return in a comment, which ends it for Prometheus and not for the grammar, is refused', () => {
  expect(() => confineQuery('up # x\r or up', 'acme')).toThrow(NotConfinable)
  expect(() => confineQuery('up{ # x\r a="b"\n}', 'acme')).toThrow(NotConfinable)
})

test('info(), which reads series that no selector names, is refused', () => {
  expect(() => confineQuery('info(up{tenant="acme"})', 'acme')).toThrow(NotConfinable)
  expect(confineQuery('info', 'acme')).toBe('info{tenant="acme"}')
})

test.each(['up[5m]', 'sum(up)', '1', '"x"', 'up offset 5m'])(
  '%s is no series selector',
  (selector) => {
    expect(() => confineSelector(selector, 'acme')).toThrow(PromqlSyntaxError)
  },
)

test('10,000 generated queries: every selector of the result has the matcher', () => {
  let confinedQueries = 0
  fc.assert(
    fc.property(
      promqlArbitrary,
      fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/),
      (query, tenant) => {
        let confined: string
        try {
          confined = confineQuery(query, tenant)
        } catch (error) {
          // A refusal is safe; it must only be one of ours.
          if (error instanceof PromqlSyntaxError || error instanceof NotConfinable) return
          throw error
        }
        confinedQueries += 1
        expect(isConfined(confined, tenant)).toBe(true)
        expect(selectorCount(confined)).toBe(selectorCount(query))
      },
    ),
    { numRuns: 10_000 },
  )
  // The property would hold of a function that refuses everything.
  expect(confinedQueries).toBeGreaterThan(7_000)
})

test('arbitrary text is never sent on with a selector that lacks the matcher', () => {
  const fragment = fc.constantFrom(
    'up',
    '{',
    '}',
    '"',
    "'",
    '`',
    '\\',
    '#',
    '\r',
    '\n',
    ' ',
    ',',
    '=',
    '=~',
    '(',
    ')',
    'tenant',
    '[5m]',
    'or',
    'x',
  )
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 14 }), (parts) => {
      let confined: string
      try {
        confined = confineQuery(parts.join(''), 'acme')
      } catch {
        return
      }
      expect(isConfined(confined, 'acme')).toBe(true)
    }),
    { numRuns: 10_000 },
  )
})

test('isConfined tells a query that is not', () => {
  expect(isConfined('up', 'acme')).toBe(false)
  expect(isConfined('up{tenant="acme"} or up', 'acme')).toBe(false)
  expect(isConfined('up{tenant=~"acme"}', 'acme')).toBe(false)
  expect(isConfined('up{tenant="acme"}', 'other')).toBe(false)
})

test('any name becomes one string of the grammar that reads as the same name', () => {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }),
    fc.constantFrom(34, 39, 92, 10, 13, 96, 123, 0xfffd, 0x202e),
  )
  const anyText = fc.array(unit, { maxLength: 30 }).map((codes) => String.fromCharCode(...codes))
  fc.assert(
    fc.property(
      anyText.filter((text) => text.isWellFormed()),
      (text) => {
        const quoted = quoteLabelValue(text)
        expect(quoted).not.toMatch(/[\n\ufffd]/)
        expect(treeOf(`{a=${quoted}}`)).toBe(
          'PromQL(VectorSelector(LabelMatchers(UnquotedLabelMatcher(LabelName,MatchOp(EqlSingle),StringLiteral))))',
        )
        expect(unquote(quoted)).toBe(text)
      },
    ),
    { numRuns: 5_000 },
  )
})

test('half of a surrogate pair is no label value', () => {
  for (const text of ['\ud800', 'a\udc00b', '\udc00\ud800'])
    expect(() => quoteLabelValue(text)).toThrow(UnwritableLabelValue)
})

function treeOf(query: string): string {
  const tree: { toString(): string } = parser.parse(query)
  return String(tree)
}

function selectorCount(query: string): number {
  let count = 0
  parser.parse(query).iterate({
    enter(node) {
      if (node.name === 'VectorSelector') count += 1
    },
  })
  return count
}

/** Go's strconv.Unquote for the escapes that we write. */
function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|.)/g, (_, escape: string) => {
    if (escape === 'n') return '\n'
    return /^[xu]./.test(escape)
      ? String.fromCharCode(Number.parseInt(escape.slice(1), 16))
      : escape
  })
}
