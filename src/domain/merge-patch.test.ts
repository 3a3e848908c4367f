import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { mergePatch, sameJson } from './merge-patch'

type JsonObject = Record<string, unknown>

/** RFC 7396, section 2, written from its pseudo code. */
function apply(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch
  const isObject = typeof target === 'object' && target !== null && !Array.isArray(target)
  const result = new Map<string, unknown>(isObject ? Object.entries(target) : [])
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name)
    else result.set(name, apply(result.get(name), value))
  }
  return Object.fromEntries(result)
}

// A null inside the target cannot be said by a merge patch; the contract's resources hold none where forms write.
const value = fc.letrec<{ any: unknown; object: JsonObject }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.string(), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(
    fc.oneof(fc.constantFrom('a', 'b', 'c', '__proto__'), fc.string()),
    tie('any'),
    {
      maxKeys: 4,
      noNullPrototype: false,
    },
  ) as fc.Arbitrary<JsonObject>,
})).object

describe('mergePatch', () => {
  it('turns the one into the other', () => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        expect(sameJson(apply(before, mergePatch(before, after) ?? {}), after)).toBe(true)
      }),
    )
  })

  it('writes nothing when nothing changed', () => {
    fc.assert(
      fc.property(value, (before) => {
        expect(mergePatch(before, structuredClone(before))).toBeUndefined()
      }),
    )
  })

  it('names exactly the member that changed', () => {
    fc.assert(
      fc.property(value, fc.string(), (before, text) => {
        const after = { ...before, changed: { deep: `${text}!` } }
        const patch = mergePatch(
          { ...before, changed: { deep: text, kept: 1 } },
          {
            ...after,
            changed: { ...after.changed, kept: 1 },
          },
        )
        expect(JSON.parse(JSON.stringify(patch))).toEqual({ changed: { deep: `${text}!` } })
      }),
    )
  })

  it('writes null for a member that is gone and treats undefined as absent', () => {
    expect({ ...mergePatch({ a: 1, b: 2 }, { a: 1, b: undefined }) }).toEqual({ b: null })
    expect(mergePatch({ a: 1, b: undefined }, { a: 1 })).toBeUndefined()
  })
})
