/** Which operations come, go and change when one document takes another's place. */

import { sameJson } from '~/domain/merge-patch'

import { isObject, own } from './loose'
import { rawOperations, type OperationLine, type RawOperation } from './operations'
import { referencesIn, resolved } from './references'

export interface OperationChanges {
  added: OperationLine[]
  removed: OperationLine[]
  /** Something in the operation, or in what it refers to, is not as it was. */
  changed: OperationLine[]
  unchanged: number
}

/** @param before what is stored now; undefined when nothing is */
export function operationChanges(before: unknown, after: unknown): OperationChanges {
  const old = new Map(rawOperations(before).map((one) => [keyOf(one), one]))
  const now = new Map(rawOperations(after).map((one) => [keyOf(one), one]))
  const kept = [...now].filter(([key]) => old.has(key))
  const same = sameParts(before, after)
  const changed = kept.filter(([key, one]) => !isSame(old.get(key), one, same))
  const lines = (found: (readonly [string, RawOperation])[]) => found.map(([, { line }]) => line)
  return {
    added: lines([...now].filter(([key]) => !old.has(key))),
    removed: lines([...old].filter(([key]) => !now.has(key))),
    changed: lines(changed),
    unchanged: kept.length - changed.length,
  }
}

const keyOf = ({ line }: RawOperation): string => `${line.method} ${line.path}`

/** What a path says for all of its operations counts for each of them. */
const partsOf = ({ operation, item }: RawOperation) => ({
  operation,
  parameters: own(item, 'parameters'),
})

function isSame(
  before: RawOperation | undefined,
  after: RawOperation,
  sameParts: (value: unknown) => boolean,
): boolean {
  return (
    before !== undefined && sameJson(partsOf(before), partsOf(after)) && sameParts(partsOf(after))
  )
}

/** Are all parts that a value refers to, however far, the same in both documents? Each part is compared once. */
function sameParts(before: unknown, after: unknown): (value: unknown) => boolean {
  const verdicts = new Map<string, { isSame: boolean; inner: string[] }>()
  const verdictOn = (reference: string) => {
    const known = verdicts.get(reference)
    if (known) return known
    const old = resolved(before, reference)
    const now = resolved(after, reference)
    const inner = isObject(now) ? referencesIn(now) : []
    const verdict = { isSame: sameJson(old, now), inner }
    verdicts.set(reference, verdict)
    return verdict
  }
  return (value) => {
    const open = referencesIn(value)
    const seen = new Set(open)
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { isSame, inner } = verdictOn(next)
      if (!isSame) return false
      for (const reference of inner) {
        if (!seen.has(reference)) open.push(reference)
        seen.add(reference)
      }
    }
    return true
  }
}
