/**
 * Two people changed the same thing: what each of them did since the state that both began with, field by field, and what
 * comes of choosing between them. Lists are one value, as in a field diff.
 */

import { isObject, pointerOf, withValueAt } from './field-diff'
import { sameJson } from './merge-patch'

export type Side = 'mine' | 'theirs'

export interface MergeField {
  pointer: string
  /** undefined where the member was or is not there. */
  base: unknown
  mine: unknown
  theirs: unknown
  /** Who changed it: one side alone decides by itself, both of them differently is a conflict. */
  changedBy: Side | 'both'
}

/** The fields in which mine and theirs differ. */
export function threeWay(base: unknown, mine: unknown, theirs: unknown): MergeField[] {
  return compared(base, mine, theirs, [])
}

function compared(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  path: readonly string[],
): MergeField[] {
  if (isObject(mine) && isObject(theirs)) {
    const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
    return names.flatMap((name) =>
      compared(member(base, name), member(mine, name), member(theirs, name), [...path, name]),
    )
  }
  if (same(mine, theirs)) return []
  const changedBy = same(base, theirs) ? 'mine' : same(base, mine) ? 'theirs' : 'both'
  return [{ pointer: pointerOf(path), base, mine, theirs, changedBy }]
}

const same = (one: unknown, other: unknown) => sameJson(one, other)

const member = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

/** Which side a field takes: the choice, or the side that alone changed it; undefined while a conflict is open. */
export const sideOf = (
  { pointer, changedBy }: MergeField,
  choices: ReadonlyMap<string, Side>,
): Side | undefined => choices.get(pointer) ?? (changedBy === 'both' ? undefined : changedBy)

/** Their state with mine where mine was taken; what is undecided stays theirs. */
export const merged = (
  theirs: unknown,
  fields: readonly MergeField[],
  choices: ReadonlyMap<string, Side>,
): unknown =>
  fields
    .filter((field) => sideOf(field, choices) === 'mine')
    .reduce((value, { pointer, mine }) => withValueAt(value, pointer, mine), theirs)
