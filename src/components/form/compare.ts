/** What differs between two versions of a form's values, field by field. */

export interface Difference {
  /** Path of the field: `endpoint.url`. */
  name: string
  mine: unknown
  theirs: unknown
}

/**
 * Lists the leaves that differ, in the order of `mine`, then what only `theirs` has. Arrays are compared as one value:
 * a list is read as a whole.
 */
export function differences(
  mine: unknown,
  theirs: unknown,
  path: readonly string[] = [],
): Difference[] {
  if (isRecord(mine) && isRecord(theirs)) {
    const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
    return names.flatMap((name) => differences(own(mine, name), own(theirs, name), [...path, name]))
  }
  return isEqual(mine, theirs) ? [] : [{ name: path.join('.'), mine, theirs }]
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `__proto__` and its like are names too: nothing inherited counts. */
const own = (record: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined

/** Nothing, null and the empty text look the same in a form. */
function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other))
}

const plain = (value: unknown): unknown => (value === undefined || value === '' ? null : value)

/** A value as a reader of the comparison sees it. */
export function written(value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (Array.isArray(value)) return value.map(written).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
