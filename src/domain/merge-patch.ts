/** What a person changed, as a JSON merge patch (RFC 7396): only the members that differ, so that nothing else is written. */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
type JsonObject = Record<string, unknown>

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Deep equality of JSON values; the order of an object's members does not count, that of a list does. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, at) => sameJson(item, right[at]))
  if (!isObject(left) || !isObject(right)) return false
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && sameJson(left[name], right[name]))
  )
}

/**
 * The patch that turns `before` into `after`, or undefined when there is nothing to write.
 * A member that is gone is written as null; a list is replaced whole, as the RFC has it.
 * @param before what the form was opened on
 * @param after what the form holds now; members that are undefined count as absent
 */
export function mergePatch(before: object, after: object): JsonObject | undefined {
  const patch = difference(before as JsonObject, after as JsonObject)
  return Object.keys(patch).length > 0 ? patch : undefined
}

function difference(before: JsonObject, after: JsonObject): JsonObject {
  // No prototype: a member may be called __proto__.
  const patch = Object.create(null) as JsonObject
  for (const name of Object.keys(before))
    if (before[name] !== undefined && ownValue(after, name) === undefined) patch[name] = null
  for (const name of Object.keys(after)) {
    const change = changed(ownValue(before, name), after[name])
    if (change !== undefined) patch[name] = change
  }
  return patch
}

function changed(old: unknown, now: unknown): unknown {
  if (now === undefined || sameJson(old, now)) return undefined
  if (!isObject(old) || !isObject(now)) return now
  const inner = difference(old, now)
  return Object.keys(inner).length > 0 ? inner : undefined
}

const ownValue = (object: JsonObject, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined
