import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

import { yaml } from './yaml'

it('is read back as what was written', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      expect(parse(yaml(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
    { numRuns: 500 },
  )
})

it('reads as a person would write it', () => {
  expect(
    yaml({
      endpoint: { url: 'http://x', timeout: '15s' },
      categories: ['a', 'b'],
      on: true,
      none: [],
    }),
  ).toBe(
    'endpoint:\n  url: "http://x"\n  timeout: "15s"\ncategories:\n  - "a"\n  - "b"\n"on": true\nnone: []',
  )
})
