/** Generates PromQL for property tests: everything the grammar knows, with the layouts and names that a naive matcher trips over. */
import * as fc from 'fast-check'

const name = fc.constantFrom(
  'up',
  'stoa_requests_total',
  'job:rate:sum',
  ':odd:',
  'sum',
  'by',
  'rate',
  'start',
  'end',
  'without',
  'and',
  'tenant',
  'step',
  'min',
  'count_values',
)
const label = fc.constantFrom('tenant', 'job', '__name__', 'api', 'sum', 'on', 'offset', '_', 'le')
const duration = fc.constantFrom('5m', '1h30m', '30s', '1d', '250ms')
const gap = fc.constantFrom(
  '',
  ' ',
  '\n',
  '\t',
  '  \n',
  ' # a comment { "\n',
  "# ' ` } or up\n",
  '\r\n',
)

/** Label values with quotes, escapes, braces, comment signs and regular expression syntax in them. */
const stringLiteral = fc.oneof(
  fc.constantFrom(
    '"a"',
    "'b'",
    '`c`',
    '""',
    '`"}`',
    `'"} or up{x="'`,
    String.raw`"\"} or up"`,
    '"#"',
    '"\\\\"',
  ),
  fc.string({ maxLength: 12 }).map((text) => JSON.stringify(text)),
  fc.string({ maxLength: 12 }).map((text) => `\`${text.replaceAll('`', '')}\``),
)

const matcher = fc
  .tuple(gap, label, gap, fc.constantFrom('=', '!=', '=~', '!~'), gap, stringLiteral, gap)
  .map((parts) => parts.join(''))

const matchers = fc
  .tuple(gap, fc.array(matcher, { maxLength: 3 }), fc.boolean(), gap)
  .map(
    ([before, items, hasTrailingComma, after]) =>
      `{${before}${items.join(',')}${items.length > 0 && hasTrailingComma ? ',' : ''}${after}}`,
  )

const selector = fc.oneof(
  name,
  matchers,
  fc.tuple(name, gap, matchers).map((parts) => parts.join('')),
  fc.tuple(gap, stringLiteral).map(([before, quoted]) => `{${before}${quoted}}`),
)

const labels = fc.array(label, { maxLength: 3 }).map((items) => `(${items.join(', ')})`)

/** Whole expressions; nearly all of them parse. */
export const promqlArbitrary = fc.letrec<{ expression: string }>((tie) => {
  const inner: fc.Arbitrary<string> = tie('expression')
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      selector,
      fc.constantFrom('1', '0x1F', 'Inf', 'NaN', '-5', '5m', '"text"'),
      fc.tuple(gap, inner, gap).map(([a, body, b]) => `(${a}${body}${b})`),
      fc.tuple(selector, gap, duration).map(([s, g, d]) => `${s}${g}[${d}]`),
      fc.tuple(inner, duration, duration).map(([e, a, b]) => `(${e})[${a}:${b}]`),
      fc.tuple(inner, duration).map(([e, d]) => `(${e})[${d}:]`),
      fc
        .tuple(
          selector,
          fc.constantFrom('offset 5m', 'OFFSET -1h', '@ 1609746000', '@ start()', '@ END()'),
        )
        .map((p) => p.join(' ')),
      fc
        .tuple(
          fc.constantFrom('sum', 'AVG', 'count', 'group', 'Max'),
          fc.constantFrom('by', 'WITHOUT'),
          labels,
          inner,
        )
        .map(([op, by, list, e]) => `${op} ${by} ${list} (${e})`),
      fc
        .tuple(fc.constantFrom('sum', 'topk', 'quantile'), inner, labels)
        .map(([op, e, list]) => `${op}(5, ${e}) by ${list}`),
      fc
        .tuple(
          fc.constantFrom('rate', 'increase', 'abs', 'absent', 'histogram_quantile', 'scalar'),
          gap,
          inner,
        )
        .map(([f, g, e]) => `${f}${g}(${e})`),
      fc
        .tuple(inner, stringLiteral)
        .map(([e, s]) => `label_replace(${e}, "tenant", ${s}, "a", "(.*)")`),
      fc.tuple(fc.constantFrom('-', '+'), inner).map((p) => p.join('')),
      fc
        .tuple(
          inner,
          gap,
          fc.constantFrom('+', '/', '==', '> bool', 'and', 'OR', 'unless', '^', 'atan2'),
          inner,
        )
        .map(([a, g, op, b]) => `${a}${g} ${op} ${b}`),
      fc
        .tuple(
          inner,
          fc.constantFrom('on', 'ignoring'),
          labels,
          fc.constantFrom('', 'group_left', 'group_right (le)'),
          inner,
        )
        .map(([a, on, list, side, b]) => `${a} * ${on} ${list} ${side} ${b}`),
    ),
  }
}).expression
