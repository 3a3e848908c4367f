import { describe, expect, it } from 'vitest'
import { differences, written } from './compare'

describe('differences', () => {
  it('lists the leaves that differ, lists as a whole, and what only one side has', () => {
    const mine = { name: 'a', endpoint: { url: 'x', timeout: '5s' }, origins: ['1', '2'], note: '' }
    const theirs = {
      name: 'b',
      endpoint: { url: 'x', timeout: '9s' },
      origins: ['1'],
      note: null,
      extra: 1,
    }
    expect(differences(mine, theirs)).toEqual([
      { name: 'name', mine: 'a', theirs: 'b' },
      { name: 'endpoint.timeout', mine: '5s', theirs: '9s' },
      { name: 'origins', mine: ['1', '2'], theirs: ['1'] },
      { name: 'extra', mine: undefined, theirs: 1 },
    ])
  })

  it('takes no inherited name for a value', () => {
    expect(differences({ constructor: 'mine' }, {})).toEqual([
      { name: 'constructor', mine: 'mine', theirs: undefined },
    ])
  })
})

describe('written', () => {
  it.each([
    [null, ''],
    [['a', 'b'], 'a, b'],
    [{ a: 1 }, '{"a":1}'],
    [false, 'false'],
    [0, '0'],
  ])('%j is %j', (value, text) => {
    expect(written(value)).toBe(text)
  })
})
