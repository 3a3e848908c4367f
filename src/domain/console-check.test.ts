import { expect, test } from 'vitest'

import { checkId, isConsoleCheck } from './console-check'

test('a check of the console is known by its id, which a gateway takes over, and only without a key', () => {
  const request_id = checkId()
  expect(request_id).toMatch(/^[A-Za-z0-9][A-Za-z0-9._:-]{7,63}$/)
  expect(checkId()).not.toBe(request_id)
  expect(isConsoleCheck({ request_id, key_prefix: null })).toBe(true)
  expect(isConsoleCheck({ request_id, key_prefix: 'stoa_sk_1234' })).toBe(false)
  expect(isConsoleCheck({ request_id: 'r-1', key_prefix: null })).toBe(false)
})
