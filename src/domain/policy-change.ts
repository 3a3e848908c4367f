/** Changes of policies as the audit trail has them: which concern an API, and what lies around one in time. */

import type { AuditEntry } from '#contract/contract.gen'

import { isObject } from './field-diff'
import type { TimeWindow } from './time-range'

/** Half of what is compared, in seconds: before a change, and after it. */
export const AROUND_S = 15 * 60

export interface Around {
  before: TimeWindow
  /** Undefined until all of it has passed: a part of it would be compared with a whole. */
  after?: TimeWindow
  /** Seconds that have passed since the change. */
  passed: number
}

/**
 * @param at of the change, RFC 3339
 * @param now seconds since 1970, by the server's clock
 */
export function around(at: string, now: number): Around {
  const moment = Math.floor(Date.parse(at) / 1000)
  const after = { start: moment, end: moment + AROUND_S }
  return {
    before: { start: moment - AROUND_S, end: moment },
    ...(now >= after.end && { after }),
    passed: Math.max(0, now - moment),
  }
}

/** A row of the audit trail, as far as it says what it is about. */
interface Recorded extends Pick<AuditEntry, 'resource_id'> {
  before: object | null
  after: object | null
}

/** What was bound, or no longer is, where a row tells of a binding. */
export function boundTarget({
  before,
  after,
}: Pick<Recorded, 'before' | 'after'>): string | undefined {
  for (const state of [after, before])
    if (isObject(state) && typeof state['target_name'] === 'string') return state['target_name']
  return undefined
}

/** @param policies that are in force for the API or overruled there; a binding names the API itself */
export function concerns(
  { resource_id, before, after }: Recorded,
  contract: string,
  policies: ReadonlySet<string>,
): boolean {
  const isBinding = [before, after].some(
    (state) => isObject(state) && state['contract_id'] === contract,
  )
  return isBinding || policies.has(resource_id)
}
