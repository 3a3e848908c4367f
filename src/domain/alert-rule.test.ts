import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { conditionOf, isShare, mostTelling } from './alert-rule'
import { alertRules } from './artefacts/alert-rules'
import { hostileInstall, plainInstall } from './artefacts/testing/hostile'

describe('the condition of an expression', () => {
  it.each([
    ['a > 0.05', { left: 'a', operator: '>', threshold: 0.05 }],
    [
      'sum(rate(a[5m])) / sum(b)\n  >= bool 1e3',
      { left: 'sum(rate(a[5m])) / sum(b)', operator: '>=', threshold: 1000 },
    ],
    [
      'up{job="x"} == 0 or absent(up{job="x"})',
      { left: 'up{job="x"}', operator: '==', threshold: 0 },
    ],
    ['a{b="> 5 or c"} < -2', { left: 'a{b="> 5 or c"}', operator: '<', threshold: -2 }],
    ["a{b='it\\'s > 1'} != 0", { left: "a{b='it\\'s > 1'}", operator: '!=', threshold: 0 }],
    ['(a > 1) > 2', { left: '(a > 1)', operator: '>', threshold: 2 }],
    ['a # > 7 or so\n > 2', { left: 'a # > 7 or so', operator: '>', threshold: 2 }],
    ['orders_total > 3', { left: 'orders_total', operator: '>', threshold: 3 }],
  ])('of %s', (query, expected) => expect(conditionOf(query)).toEqual(expected))

  it.each(['', 'absent(up)', 'a > b', 'a and b > 1', 'a > 1 > 2', 'a > 1 unless b', '{', 'a > "'])(
    'is none of %j',
    (query) => expect(conditionOf(query)).toBeUndefined(),
  )

  it('is found in every rule that the console writes, whatever the names', () => {
    fc.assert(
      fc.property(hostileInstall, (install) => {
        const found = alertRules(install).map(({ expr }) => conditionOf(expr)?.threshold)
        expect(found).toEqual([0, 0.05, 0.5])
      }),
    )
    const shares = alertRules(plainInstall).map(({ expr }) => isShare(conditionOf(expr) as never))
    expect(shares).toEqual([false, true, true])
  })

  it('never fails on a text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => conditionOf(text)).not.toThrow()
      }),
    )
  })
})

describe('of several values', () => {
  const of = (operator: '>' | '<' | '==') => ({ left: 'a', operator, threshold: 0 })
  it('the one nearest to firing is told', () => {
    expect(mostTelling([1, 3, 2], of('>'))).toBe(3)
    expect(mostTelling([1, 3, 2], of('<'))).toBe(1)
    expect(mostTelling([1, 0, 2], of('=='))).toBe(0)
    expect(mostTelling([Number.NaN], of('>'))).toBeUndefined()
    expect(mostTelling([], of('>'))).toBeUndefined()
  })
})
