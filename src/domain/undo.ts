/**
 * What undoing a recorded change would write: each field that the change set, back to what it was before, and nothing
 * else. It is worked out against the present state, so that later changes of other fields stay.
 */

import { type FieldChange, fieldDiff, pathOf, valueAt, withValueAt } from './field-diff'
import { mergePatch, sameJson } from './merge-patch'

/** A row of the audit trail, as far as an undo needs it. */
export interface RecordedChange {
  action?: string
  before: object | null
  after: object | null
}

/** Members that every write changes by itself: no change of anybody's. */
const bookkeeping = ['etag', 'version', 'updated_at']

/** Why a change cannot be undone by a write: nothing was there before, nothing is there now, or other operations do that. */
export type UndoObstacle = 'created' | 'deleted' | 'bound' | 'unbound' | 'steps' | 'nothing'

/** What somebody changed, field by field. */
export const recordedDiff = ({ before, after }: RecordedChange): FieldChange[] =>
  fieldDiff(before ?? undefined, after ?? undefined).filter(
    ({ pointer }) => !bookkeeping.includes(pathOf(pointer)[0] ?? ''),
  )

const writableDiff = (row: RecordedChange, writable: readonly string[]): FieldChange[] =>
  recordedDiff(row).filter(({ pointer }) => writable.includes(pathOf(pointer)[0] ?? ''))

/**
 * @param writable members of the resource that a patch may name
 * @returns undefined when an undo can be tried
 */
export function undoObstacle(
  row: RecordedChange,
  writable: readonly string[],
): UndoObstacle | undefined {
  if (row.before === null && row.after === null) return 'nothing'
  // Not the resource came or went, but a binding of it.
  if (row.action === 'bind') return 'bound'
  if (row.action === 'unbind') return 'unbound'
  if (row.before === null) return 'created'
  if (row.after === null) return 'deleted'
  if (writableDiff(row, writable).length > 0) return undefined
  return recordedDiff(row).length > 0 ? 'steps' : 'nothing'
}

export interface UndoPlan {
  /** RFC 7396, for the present state; undefined when everything is as it was before already. */
  patch: Record<string, unknown> | undefined
  /** What the patch changes, from the present state on. */
  changes: FieldChange[]
  /** Pointers whose present value comes from a later change, which the patch would overwrite. */
  later: string[]
}

/** What undoing the row would write now. */
export function undoPlan(
  row: RecordedChange,
  present: object,
  writable: readonly string[],
): UndoPlan {
  const undone = writableDiff(row, writable)
  // Only members change, so it is an object still.
  const target = undone.reduce<unknown>(
    (value, { pointer, before }) => withValueAt(value, pointer, before),
    present,
  ) as object
  const isLater = ({ pointer, before, after }: FieldChange) => {
    const now = valueAt(present, pointer)
    return !sameJson(now, after) && !sameJson(now, before)
  }
  return {
    patch: mergePatch(present, target),
    changes: fieldDiff(present, target),
    later: undone.filter(isLater).map(({ pointer }) => pointer),
  }
}

/** Fields of the plan that do not stand as they should after it was written. */
export const notUndone = ({ changes }: UndoPlan, readBack: object): string[] =>
  changes
    .filter(({ pointer, after }) => !sameJson(valueAt(readBack, pointer), after))
    .map(({ pointer }) => pointer)
