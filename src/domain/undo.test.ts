import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { fieldDiff, valueAt } from './field-diff'
import { notUndone, recordedDiff, undoObstacle, undoPlan } from './undo'

const writable = ['name', 'endpoint', 'metadata', 'tags']

/** RFC 7396, section 2, as it is written there. */
function applyPatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch
  const result = new Map(
    typeof target === 'object' && target !== null && !Array.isArray(target)
      ? Object.entries(target)
      : [],
  )
  for (const [name, value] of Object.entries(patch))
    if (value === null) result.delete(name)
    else result.set(name, applyPatch(result.get(name), value))
  return Object.fromEntries(result)
}

const scalar = fc.constantFrom('', 'a', 'b', 1, true)
const member = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('x', 'y', '__proto__'), scalar, { maxKeys: 3 }),
)
const resource = fc.record(
  {
    name: scalar,
    endpoint: fc.record({ url: scalar, timeout: scalar }),
    metadata: fc.dictionary(fc.constantFrom('k', 'l', 'a/b'), member, { maxKeys: 3 }),
    tags: fc.array(scalar, { maxLength: 3 }),
    status: fc.constantFrom('draft', 'published'),
    etag: fc.string(),
  },
  { requiredKeys: ['name', 'endpoint', 'status', 'etag'] },
)
const writablePart = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => writable.includes(name)))

describe('an undo', () => {
  it('puts back what the change set, and leaves a later change of another field', () => {
    const row = {
      before: { name: 'a', endpoint: { url: 'x', timeout: '5s' } },
      after: { name: 'a', endpoint: { url: 'y', timeout: '5s' } },
    }
    const present = { name: 'later', endpoint: { url: 'y', timeout: '9s' } }
    expect(undoPlan(row, present, writable)).toEqual({
      patch: { endpoint: { url: 'x' } },
      changes: [{ pointer: '/endpoint/url', kind: 'changed', before: 'y', after: 'x' }],
      later: [],
    })
  })

  it('says which later change it would overwrite', () => {
    const row = { before: { name: 'a' }, after: { name: 'b' } }
    expect(undoPlan(row, { name: 'c' }, writable).later).toEqual(['/name'])
  })

  it('writes nothing where everything is as it was already', () => {
    const row = { before: { name: 'a' }, after: { name: 'b' } }
    expect(undoPlan(row, { name: 'a' }, writable)).toEqual({
      patch: undefined,
      changes: [],
      later: [],
    })
  })

  it.each([
    [null, { name: 'a' }, 'created'],
    [{ name: 'a' }, null, 'deleted'],
    [null, null, 'nothing'],
    [{ status: 'draft', etag: '1' }, { status: 'published', etag: '2' }, 'steps'],
    [{ name: 'a', etag: '1' }, { name: 'a', etag: '2' }, 'nothing'],
    [{ name: 'a' }, { name: 'b' }, undefined],
  ])('of %j -> %j is stopped by %j', (before, after, obstacle) => {
    expect(undoObstacle({ before, after }, writable)).toBe(obstacle)
  })

  it('of a binding is said to be in the hands of the bindings', () => {
    expect(undoObstacle({ action: 'bind', before: null, after: {} }, writable)).toBe('bound')
    expect(undoObstacle({ action: 'unbind', before: {}, after: null }, writable)).toBe('unbound')
  })

  it('of the last change gives what was before, in what can be written, and nothing else', () => {
    fc.assert(
      fc.property(resource, resource, (before, after) => {
        const { patch, later } = undoPlan({ before, after }, after, writable)
        const result = applyPatch(after, patch ?? {}) as object
        expect(writablePart(result)).toEqual(writablePart(before))
        expect(valueAt(result, '/status')).toBe(after.status)
        expect(valueAt(result, '/etag')).toBe(after.etag)
        expect(later).toEqual([])
      }),
    )
  })

  it('touches no field that the change did not touch, whatever came later', () => {
    fc.assert(
      fc.property(resource, resource, resource, (before, after, present) => {
        const plan = undoPlan({ before, after }, present, writable)
        const result = applyPatch(present, plan.patch ?? {}) as object
        const touched = recordedDiff({ before, after }).map(({ pointer }) => pointer)
        const isWithin = (pointer: string) =>
          touched.some(
            (one) => `${pointer}/`.startsWith(`${one}/`) || one.startsWith(`${pointer}/`),
          )
        expect(fieldDiff(present, result)).toEqual(plan.changes)
        expect(plan.changes.every(({ pointer }) => isWithin(pointer))).toBe(true)
        expect(notUndone(plan, result)).toEqual([])
        expect(notUndone(plan, present)).toEqual(plan.changes.map(({ pointer }) => pointer))
      }),
    )
  })

  it('names as later exactly what is neither as before nor as after', () => {
    fc.assert(
      fc.property(resource, resource, resource, (before, after, present) => {
        const { later } = undoPlan({ before, after }, present, writable)
        const isSame = (pointer: string, state: object) =>
          fieldDiff(valueAt(state, pointer), valueAt(present, pointer)).length === 0
        const expected = recordedDiff({ before, after })
          .map(({ pointer }) => pointer)
          .filter((pointer) => writable.includes(pointer.split('/')[1] ?? ''))
          .filter((pointer) => !isSame(pointer, before) && !isSame(pointer, after))
        expect(later).toEqual(expected)
      }),
    )
  })
})
