import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { jsonPlace } from './json-place'

const isJson = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('jsonPlace', () => {
  it.each([
    ['{"allow": ["10.0.0.0/8"],\n "deny": [}', 2, 11],
    ['{"a": 1,}', 1, 9],
    ["{'a': 1}", 1, 2],
    ['{"a" 1}', 1, 6],
    ['[1, 2', 1, 6],
    ['', 1, 1],
    ['{} {}', 1, 4],
    ['{"a": 01}', 1, 8],
    ['{"a": "line\nbreak"}', 1, 7],
    ['{"a": tru}', 1, 7],
    ['[1}', 1, 3],
  ])('finds the place in %j', (text, line, column) => {
    expect(jsonPlace(text)).toEqual({ line, column })
  })

  it('agrees with JSON.parse on JSON, on JSON with one character changed, and on any text', () => {
    const damaged = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom(...'{ } [ ] : , " \\ 0 e . - x'.split(' '), ' ', '\n', '\u0001'),
      )
      .map(([text, at, character]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + character + text.slice(place + 1)
      })
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged, fc.string()), (text) => {
        expect(jsonPlace(text) === undefined).toBe(isJson(text))
      }),
      { numRuns: 2000 },
    )
  })
})
