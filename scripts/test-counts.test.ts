import { expect, it } from 'vitest'

import { countIn, failuresIn } from './test-counts.ts'

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

it('what failed is named with its reason, without colours: Playwright, by file and title', () => {
  const report = {
    stats: { expected: 1, unexpected: 1, flaky: 0 },
    suites: [
      {
        specs: [
          { title: 'good', file: 'a.spec.ts', tests: [{ results: [{ errors: [] }] }] },
          {
            title: 'bad',
            file: 'a.spec.ts',
            tests: [
              { results: [{ errors: [{ message: '\u001B[31mError: gone\u001B[39m\n at x' }] }] },
            ],
          },
        ],
        suites: [{ specs: [] }],
      },
    ],
  }
  expect(failuresIn(JSON.stringify(report))).toEqual([
    { title: 'a.spec.ts: bad', message: 'Error: gone\n at x' },
  ])
})

it('… Vitest, by the name in full; a file that could not be run by its path', () => {
  const report = {
    numPassedTests: 1,
    numFailedTests: 1,
    testResults: [
      {
        name: '/a.test.ts',
        message: '',
        assertionResults: [
          { fullName: 'good', failureMessages: [] },
          { fullName: 'bad', failureMessages: ['AssertionError: 1 is not 2'] },
        ],
      },
      { name: '/b.test.ts', message: 'SyntaxError: x', assertionResults: [] },
    ],
  }
  expect(failuresIn(JSON.stringify(report))).toEqual([
    { title: 'bad', message: 'AssertionError: 1 is not 2' },
    { title: '/b.test.ts', message: 'SyntaxError: x' },
  ])
})
