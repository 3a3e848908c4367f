import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { merged, type Side, threeWay } from './three-way'

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom(null, true, 0, 1, '', 'x'),
    fc.array(tie('json'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c/d', '__proto__'), tie('json'), { maxKeys: 4 }),
  ),
}))
const none = new Map<string, Side>()

describe('threeWay', () => {
  it('says who changed what', () => {
    const base = { name: 'a', url: 'x', timeout: '5s', tags: ['t'] }
    const mine = { name: 'mine', url: 'y', timeout: '5s', tags: ['t'] }
    const theirs = { name: 'theirs', url: 'x', timeout: '9s', tags: ['t'] }
    expect(
      threeWay(base, mine, theirs).map(({ pointer, changedBy }) => [pointer, changedBy]),
    ).toEqual([
      ['/name', 'both'],
      ['/url', 'mine'],
      ['/timeout', 'theirs'],
    ])
  })

  it('has nothing to ask where both made the same change', () => {
    expect(threeWay({ a: 1 }, { a: 2 }, { a: 2 })).toEqual([])
  })

  it('compares as a whole what one side took away', () => {
    expect(threeWay({ m: { k: 1 } }, {}, { m: { k: 2 } })).toEqual([
      { pointer: '/m', base: { k: 1 }, mine: undefined, theirs: { k: 2 }, changedBy: 'both' },
    ])
  })

  it('leaves open what both changed, as theirs, until it is chosen', () => {
    const [base, mine, theirs] = [
      { a: 0, b: 0 },
      { a: 1, b: 1 },
      { a: 2, b: 0 },
    ]
    const fields = threeWay(base, mine, theirs)
    expect(merged(theirs, fields, none)).toEqual({ a: 2, b: 1 })
    expect(merged(theirs, fields, new Map([['/a', 'mine']]))).toEqual({ a: 1, b: 1 })
  })

  it.each(['mine', 'theirs'] as const)('gives %s when all of it is chosen', (side) => {
    fc.assert(
      fc.property(json, json, json, (base, mine, theirs) => {
        const fields = threeWay(base, mine, theirs)
        const choices = new Map(fields.map(({ pointer }) => [pointer, side]))
        expect(merged(theirs, fields, choices)).toEqual({ mine, theirs }[side])
      }),
    )
  })

  it('keeps all of a change that nobody else made', () => {
    fc.assert(
      fc.property(json, json, (base, changed) => {
        expect(merged(base, threeWay(base, changed, base), none)).toEqual(changed)
        expect(merged(changed, threeWay(base, base, changed), none)).toEqual(changed)
      }),
    )
  })

  it('names every field once, and none inside another', () => {
    fc.assert(
      fc.property(json, json, json, (base, mine, theirs) => {
        const pointers = threeWay(base, mine, theirs).map(({ pointer }) => `${pointer}/`)
        for (const [at, one] of pointers.entries())
          expect(pointers.some((other, place) => place !== at && other.startsWith(one))).toBe(false)
      }),
    )
  })
})
