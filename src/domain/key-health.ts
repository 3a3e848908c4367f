/** What about a key deserves a look before it hurts (features.md D, "derived health"). Said of keys that serve, not of ended ones. */

import type { KeyCalls } from './key-calls'
import type { Reading } from './reading'
import type { Subscription } from './subscription'

export type KeyFinding =
  | { kind: 'no-key' }
  | { kind: 'expires-soon'; at: string }
  | { kind: 'old-key-used'; calls: number; until: string }
  | { kind: 'old-key-quiet'; until: string }
  | { kind: 'limited-often'; share: number }
  | { kind: 'unused'; since: string }

const DAY_MS = 86_400_000
export const SOON_DAYS = 14
export const UNUSED_DAYS = 30
/** Below so many calls a share says little. */
const FEWEST_CALLS = 20
const OFTEN = 0.05

interface Measured {
  /** Calls with the present key and the old one; absent where nobody has asked. */
  present: Reading<KeyCalls> | undefined
  old: Reading<KeyCalls> | undefined
}

/** @param now milliseconds since 1970 */
export function keyFindings(
  subscription: Subscription,
  { present, old }: Measured,
  now: number,
): KeyFinding[] {
  if (subscription.status !== 'active') return []
  if (subscription.api_key_prefix === null) return [{ kind: 'no-key' }]
  return [
    expiry(subscription, now),
    grace(subscription, old),
    limits(present),
    idleness(subscription, now),
  ].filter((finding) => finding !== undefined)
}

function expiry({ expires_at: at }: Subscription, now: number): KeyFinding | undefined {
  if (at === null || Date.parse(at) - now > SOON_DAYS * DAY_MS) return undefined
  return { kind: 'expires-soon', at }
}

function grace(
  { old_key_expires_at: until }: Subscription,
  old: Reading<KeyCalls> | undefined,
): KeyFinding | undefined {
  if (until === null || old?.state !== 'value') return undefined
  const { calls } = old.value
  return calls > 0 ? { kind: 'old-key-used', calls, until } : { kind: 'old-key-quiet', until }
}

function limits(present: Reading<KeyCalls> | undefined): KeyFinding | undefined {
  if (present?.state !== 'value' || present.value.calls < FEWEST_CALLS) return undefined
  const share = present.value.limited / present.value.calls
  return share >= OFTEN ? { kind: 'limited-often', share } : undefined
}

/** Not used since it was made counts from the day it was made. */
function idleness(
  { last_used_at: used, last_rotated_at: rotated, created_at: made }: Subscription,
  now: number,
): KeyFinding | undefined {
  const since = used ?? rotated ?? made
  return now - Date.parse(since) > UNUSED_DAYS * DAY_MS ? { kind: 'unused', since } : undefined
}
