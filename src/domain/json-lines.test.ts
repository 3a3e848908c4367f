import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { lineOfPointer } from './json-lines'

const text = `{
  "a": 1,
  "list": [
    {"b": "}"},
    {
      "b": [1, 2],
      "c/d": "x: y",
      "a": null
    }
  ],
  "": {"\\u0061": 2}
}`

describe('the line of a member', () => {
  it.each([
    ['', 1],
    ['/a', 2],
    ['/list', 3],
    ['/list/0', 4],
    ['/list/0/b', 4],
    ['/list/1', 5],
    ['/list/1/b/1', 6],
    ['/list/1/c~1d', 7],
    ['/list/1/a', 8],
    ['//a', 11],
    ['/none', 1],
    ['/list/7', 3],
    ['/list/1/none', 5],
  ])('%s is %i', (pointer, line) => {
    expect(lineOfPointer(text, pointer)).toBe(line)
  })

  it('is a line of the text, whatever is asked', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (json, pointer) => {
        const lines = JSON.stringify(JSON.parse(json), null, 2)
        expect(lineOfPointer(lines, `/${pointer}`)).toBeLessThanOrEqual(lines.split('\n').length)
      }),
    )
  })
})
