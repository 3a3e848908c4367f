import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import { keyFault } from './key-form'

const hex = '0123456789abcdef0123456789abcdef'

it.each([
  ['', undefined],
  [`stoa_sk_${hex}`, undefined],
  [`stoa_sk_${hex.slice(1)}`, 'short'],
  [`stoa_sk_${hex}0`, 'long'],
  [`stoa_sk_${hex.toUpperCase()}`, 'capitals'],
  [`stoa_sk_0123…`, 'shortened'],
  ['stoa_sk_0123...', 'shortened'],
  ['stoa_sk_••••', 'shortened'],
  [`stoa_sk_${hex.slice(1)}g`, 'characters'],
  [`stoa_sk_${hex.slice(0, 8)} ${hex.slice(8)}`, 'spaces'],
  [`Bearer stoa_sk_${hex}`, 'spaces'],
  [hex, 'mark'],
])('%j: %s', (key, fault) => {
  expect(keyFault(key)).toBe(fault)
})

it('finds no fault in exactly what the gateway takes for a key', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^stoa_sk_[0-9a-f]{30,34}$/)), (key) => {
      const isForm = /^stoa_sk_[0-9a-f]{32}$/.test(key)
      expect(keyFault(key) === undefined).toBe(isForm || key === '')
    }),
  )
})
