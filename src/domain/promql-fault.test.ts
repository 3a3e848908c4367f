import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import { faultIn, offsetOf, seriesText } from './promql-fault'

it.each([
  ['1:17: parse error: unexpected end of input', { line: 1, column: 17 }],
  ['Prometheus refuses: invalid parameter "query": 2:3: parse error: x', { line: 2, column: 3 }],
  ['at 10:30 o’clock', undefined],
  ['http://127.0.0.1:9090: could not be reached', undefined],
  ['', undefined],
])('%s', (message, expected) => expect(faultIn(message)).toEqual(expected))

it('a place is an offset, in bytes of a line', () => {
  expect(offsetOf('up +', { line: 1, column: 5 })).toBe(4)
  expect(offsetOf('up\n+ ]', { line: 2, column: 3 })).toBe(5)
  expect(offsetOf('"é" ]', { line: 1, column: 6 })).toBe(4)
})

it('no place is outside of the text', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(9), fc.nat(99), (text, line, column) => {
      const offset = offsetOf(text, { line: line + 1, column: column + 1 })
      expect(offset).toBeGreaterThanOrEqual(0)
      expect(offset).toBeLessThanOrEqual(text.length)
    }),
  )
})

it('a series is written as PromQL writes it', () => {
  expect(
    seriesText(
      new Map([
        ['__name__', 'up'],
        ['job', 'a"b'],
      ]),
    ),
  ).toBe('up{job="a\\"b"}')
  expect(seriesText(new Map())).toBe('{}')
})
