import { expect, it } from 'vitest'

import { countIn } from './test-counts.ts'

it('reads both runners', () => {
  expect(countIn('{"numPassedTests":7,"numFailedTests":2,"numTotalTests":9}')).toEqual({
    passed: 7,
    failed: 2,
  })
  expect(countIn('{"stats":{"expected":3,"unexpected":1,"flaky":1,"skipped":4}}')).toEqual({
    passed: 4,
    failed: 1,
  })
})

it('does not take another text for a report', () => {
  expect(() => countIn('')).toThrow(SyntaxError)
})
