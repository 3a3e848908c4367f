import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { distance, filledPath, nearest } from './nearest'

describe('the nearest name', () => {
  it.each([
    ['/items', ['/item', '/orders'], '/item'],
    ['/itmes', ['/orders', '/items'], '/items'],
    ['/orders/v2', ['/orders/v1', '/order/v9'], '/orders/v1'],
    ['/items', ['/items'], undefined],
    ['/health', ['/orders/{id}'], undefined],
    ['/x', [], undefined],
  ])('of %s among %j is %s', (wanted, names, found) => {
    expect(nearest(wanted, names)).toBe(found)
  })
})

it('is a distance', () => {
  const word = fc.string({ maxLength: 12 })
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      expect(distance(a, a)).toBe(0)
      expect(distance(a, b)).toBe(distance(b, a))
      expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c))
      expect(distance(a, b) === 0).toBe(a === b)
    }),
  )
})

it.each([
  ['/items/{id}', '/itmes/7', '/items/7'],
  ['/items/{id}/parts/{part}', '/items/7', '/items/7/parts/{part}'],
  ['/health', '/helth', '/health'],
])('fills %s from %s: %s', (template, asked, path) => {
  expect(filledPath(template, asked)).toBe(path)
})
