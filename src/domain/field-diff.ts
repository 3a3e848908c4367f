/** What differs between two JSON values, field by field. Lists are compared whole, as a merge patch writes them (RFC 7396). */

import { sameJson } from './merge-patch'

export type FieldChange =
  | { pointer: string; kind: 'added'; before?: never; after: unknown }
  | { pointer: string; kind: 'removed'; before: unknown; after?: never }
  | { pointer: string; kind: 'changed'; before: unknown; after: unknown }

type JsonObject = Record<string, unknown>

/** An object whose members a diff or a patch looks at one by one. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `['endpoint', 'a/b']` -> `/endpoint/a~1b` (RFC 6901). */
export const pointerOf = (path: readonly string[]): string =>
  path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** `/endpoint/a~1b` -> `['endpoint', 'a/b']`. */
export const pathOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))

/**
 * @param before a JSON value; members that are undefined count as absent, here and in `after`
 * @returns changes in the order of `before`, then what only `after` has; none when the two are equal
 */
export function fieldDiff(before: unknown, after: unknown): FieldChange[] {
  return differences(before, after, [])
}

function differences(before: unknown, after: unknown, path: readonly string[]): FieldChange[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return names.flatMap((name) =>
      differences(member(before, name), member(after, name), [...path, name]),
    )
  }
  const pointer = pointerOf(path)
  if (before === undefined) return after === undefined ? [] : [{ pointer, kind: 'added', after }]
  if (after === undefined) return [{ pointer, kind: 'removed', before }]
  return sameJson(before, after) ? [] : [{ pointer, kind: 'changed', before, after }]
}

/** `__proto__` and its like are names too: nothing inherited counts. */
const member = (object: JsonObject, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined

/** What stands at a pointer; undefined where nothing does. Lists are not entered. */
export function valueAt(value: unknown, pointer: string): unknown {
  let found = value
  for (const name of pathOf(pointer)) found = isObject(found) ? member(found, name) : undefined
  return found
}

/**
 * A copy with something else at a pointer; objects on the way are made where they are missing.
 * @param next undefined takes the member away
 */
export function withValueAt(value: unknown, pointer: string, next: unknown): unknown {
  return placed(value, pathOf(pointer), next)
}

function placed(value: unknown, [name, ...rest]: readonly string[], next: unknown): unknown {
  if (name === undefined) return next
  const object = isObject(value) ? value : {}
  const inner = placed(member(object, name), rest, next)
  const others = Object.entries(object).filter(([other]) => other !== name)
  // fromEntries makes own members of all names, `__proto__` included.
  const before = Object.keys(object).indexOf(name)
  const at = before === -1 ? others.length : before
  return Object.fromEntries(inner === undefined ? others : others.toSpliced(at, 0, [name, inner]))
}

/** What `before` becomes by the changes. */
export const withChanges = (before: unknown, changes: readonly FieldChange[]): unknown =>
  changes.reduce((value, { pointer, after }) => withValueAt(value, pointer, after), before)
