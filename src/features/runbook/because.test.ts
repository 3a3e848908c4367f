import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { becauseText, isKnownReason } from './because'

/** Codes as the judgements are written: the first text after the state. */
const codes = new Set(
  globSync('src/domain/runbook/*.ts', { exclude: ['**/*.test.ts', '**/testing-*'] }).flatMap(
    (file) =>
      [
        ...readFileSync(file, 'utf8').matchAll(
          /(?:judged|without)\(\s*(?:'\w+'|state),\s*'(\w+)'|code: '(\w+)'|return '(rules_\w+)'|'((?:rate_limit|cors)_none)'/g,
        ),
      ].map((found) => found.slice(1).find((code) => code !== undefined) ?? ''),
  ),
)

test('every reason that a step can have is said in words', () => {
  expect(codes.size).toBeGreaterThan(60)
  expect([...codes].filter((code) => !isKnownReason(code))).toEqual([])
})

test('a step is named by its title, and a newer server’s code is shown as it is', () => {
  const text = becauseText({ code: 'needs', values: { step: 'day-2.contract' } })
  expect(text).toBe('This step needs another one first: “An API is registered”.')
  expect(becauseText({ code: 'from_tomorrow', values: {} })).toBe('from_tomorrow')
})
