import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { fieldDiff, pathOf, pointerOf, valueAt, withChanges, withValueAt } from './field-diff'

/** JSON values with names that are dangerous or have to be escaped, and few enough for members to meet. */
const name = fc.oneof(
  fc.constantFrom('a', 'b', 'c', '', '/', '~', '~1', 'a/b', '__proto__', 'constructor', '0'),
  fc.string({ maxLength: 3 }),
)
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.oneof(fc.constantFrom(null, true, false, 0, 1, '', 'x', '1'), fc.string()),
    fc.array(tie('json'), { maxLength: 3 }),
    fc
      .array(fc.tuple(name, tie('json')), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}))

const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reordered(inner)]),
  )
}

describe('fieldDiff', () => {
  it('names each field that differs, by its pointer', () => {
    const before = { name: 'a', endpoint: { url: 'x', timeout: '5s' }, tags: ['a'], gone: 1 }
    const after = { name: 'a', endpoint: { url: 'y', timeout: '5s' }, tags: ['a', 'b'], new: null }
    expect(fieldDiff(before, after)).toEqual([
      { pointer: '/endpoint/url', kind: 'changed', before: 'x', after: 'y' },
      { pointer: '/tags', kind: 'changed', before: ['a'], after: ['a', 'b'] },
      { pointer: '/gone', kind: 'removed', before: 1 },
      { pointer: '/new', kind: 'added', after: null },
    ])
  })

  it('compares as a whole what is no object on one side', () => {
    expect(fieldDiff(null, { a: 1 })).toEqual([
      { pointer: '', kind: 'changed', before: null, after: { a: 1 } },
    ])
    expect(fieldDiff({ a: {} }, { a: [] })).toEqual([
      { pointer: '/a', kind: 'changed', before: {}, after: [] },
    ])
  })

  it('takes undefined for absent', () => {
    expect(fieldDiff({ a: undefined }, {})).toEqual([])
  })

  it('applied to what was gives what is', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(withChanges(before, fieldDiff(before, after))).toEqual(after)
      }),
    )
  })

  it('is empty for equal values, whatever the order of their members', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(fieldDiff(value, reordered(value))).toEqual([])
      }),
    )
  })

  it('names every field once', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const pointers = fieldDiff(before, after).map(({ pointer }) => pointer)
        expect(new Set(pointers).size).toBe(pointers.length)
      }),
    )
  })
})

describe('pointers', () => {
  it('lead back to their path', () => {
    fc.assert(
      fc.property(fc.array(name), (path) => {
        expect(pathOf(pointerOf(path))).toEqual(path)
      }),
    )
  })

  it('read what was written there, and leave the rest alone', () => {
    fc.assert(
      fc.property(fc.dictionary(name, json), name, json, (value, at, next) => {
        const pointer = pointerOf([at])
        const changed = withValueAt(value, pointer, next)
        expect(valueAt(changed, pointer)).toEqual(next)
        expect(fieldDiff(value, changed).every((one) => one.pointer.startsWith(pointer))).toBe(true)
        expect(valueAt(withValueAt(value, pointer, undefined), pointer)).toBeUndefined()
      }),
    )
  })

  it('find nothing inherited', () => {
    expect(valueAt({}, '/constructor/name')).toBeUndefined()
    expect(valueAt('text', '/length')).toBeUndefined()
  })
})
