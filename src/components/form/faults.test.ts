import { describe, expect, it } from 'vitest'
import { nameOf, placeFaults } from './faults'

describe('nameOf', () => {
  it.each([
    ['/name', 'name'],
    ['/endpoint/url', 'endpoint.url'],
    ['/config/a~1b/m~0n', 'config.a/b.m~n'],
    ['', ''],
  ])('of %j is %j', (pointer, name) => {
    expect(nameOf(pointer)).toBe(name)
  })
})

describe('placeFaults', () => {
  const has = (name: string) => ['name', 'endpoint.url', 'config.origins'].includes(name)

  it('finds the field, or the field that holds the faulty value', () => {
    const faults = [
      { pointer: '/endpoint/url', detail: 'not a URL' },
      { pointer: '/config/origins/1', detail: 'no scheme' },
      { pointer: '/config/origins/2', detail: 'no host' },
    ]
    expect(placeFaults(faults, has)).toEqual({
      placed: [
        { name: 'endpoint.url', detail: 'not a URL' },
        { name: 'config.origins', detail: 'no scheme' },
      ],
      unplaced: [],
    })
  })

  it('keeps what has no field, and uses the form’s own mapping', () => {
    const faults = [
      { pointer: '/tenant_id', detail: 'unknown' },
      { pointer: '/display_name', detail: 'too long' },
      { pointer: '', detail: 'no object' },
    ]
    const fieldOf = (pointer: string) => (pointer === '/display_name' ? 'name' : undefined)
    const { placed, unplaced } = placeFaults(faults, has, fieldOf)
    expect(placed).toEqual([{ name: 'name', detail: 'too long' }])
    expect(unplaced.map((fault) => fault.pointer)).toEqual(['/tenant_id', ''])
  })
})
