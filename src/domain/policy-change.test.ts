import { expect, it } from 'vitest'

import { around, concerns } from './policy-change'

const at = '2026-11-28T12:00:00.500Z'
const moment = Date.parse('2026-11-28T12:00:00Z') / 1000

it('a change is compared only with a whole quarter of an hour after it', () => {
  expect(around(at, moment + 899)).toEqual({
    before: { start: moment - 900, end: moment },
    passed: 899,
  })
  expect(around(at, moment + 900).after).toEqual({ start: moment, end: moment + 900 })
  expect(around(at, moment - 5).passed).toBe(0)
})

it('a change concerns an API by a policy on its path, or by a binding that names it', () => {
  const none = { resource_id: 'p', before: null, after: null }
  expect(concerns(none, 'api', new Set(['p']))).toBe(true)
  expect(concerns(none, 'api', new Set())).toBe(false)
  const unbound = { ...none, before: { contract_id: 'api', consumer_id: null } }
  expect(concerns(unbound, 'api', new Set())).toBe(true)
  expect(concerns(unbound, 'other', new Set())).toBe(false)
})
