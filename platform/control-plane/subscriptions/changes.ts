/** The life of a subscription after it was made. */
import type { RotatedKey, Subscription } from '../../../contract/contract.gen.ts'
import type { Secret } from '../core/answers.ts'
import { textOf } from '../core/instants.ts'
import { conflict } from '../core/problems.ts'
import type { WriteTransaction } from '../core/write.ts'
import { newKey, retireKeys, revokeOldKey, storeKey } from './keys.ts'
import { recordSubscription, revoke } from './revocation.ts'
import type { SubscriptionRow, SubscriptionStatus } from './subscription-row.ts'
import { findSubscription, statusAt, subscriptionOf } from './subscription-row.ts'

export type Step = 'approve' | 'reject' | 'suspend' | 'reactivate'

const STEPS: Record<Step, { from: SubscriptionStatus; to: SubscriptionStatus; done: string }> = {
  approve: { from: 'pending', to: 'active', done: 'approved' },
  reject: { from: 'pending', to: 'rejected', done: 'rejected' },
  suspend: { from: 'active', to: 'suspended', done: 'suspended' },
  reactivate: { from: 'suspended', to: 'active', done: 'reactivated' },
}

export interface Target {
  tenants: readonly string[]
  id: string
}

/** @throws 404, 409 for an illegal step */
export async function stepSubscription(
  tx: WriteTransaction,
  { tenants, id }: Target,
  { step, reason }: { step: Step; reason: string | undefined },
): Promise<Subscription> {
  const row = await findSubscription(tx.db, tenants, id, true)
  const { from, to, done } = STEPS[step]
  const status = statusAt(row, tx.now)
  if (status !== from)
    throw conflict(`Only a subscription that is ${from} can be ${done}; this one is ${status}.`)
  return save(tx, step, row, { status: to, status_reason: reason ?? null })
}

/** @throws 404, 409 when it is over already */
export async function revokeSubscription(
  tx: WriteTransaction,
  { tenants, id }: Target,
  { by, reason }: { by: string; reason: string | undefined },
): Promise<Subscription> {
  const row = await findSubscription(tx.db, tenants, id, true)
  if (row.status === 'revoked' || row.status === 'rejected')
    throw conflict(`The subscription is ${row.status} already.`)
  return revoke(tx, row, { by, reason: reason ?? null })
}

export interface Rotated {
  /** With `new_api_key: null`; the key is in `secret`. */
  rotation: RotatedKey
  secret: Secret
}

const HOUR_MS = 3_600_000
const DEFAULT_GRACE_HOURS = 24

/**
 * Issues a new key. The one before it works until the grace period ends; with 0 hours it is void at once.
 * @throws 404, 409 unless the subscription is active
 */
export async function rotateKey(
  tx: WriteTransaction,
  { tenants, id }: Target,
  graceHours = DEFAULT_GRACE_HOURS,
): Promise<Rotated> {
  const row = await findSubscription(tx.db, tenants, id, true)
  const status = statusAt(row, tx.now)
  if (status !== 'active')
    throw conflict(`Only an active subscription gets a new key; this one is ${status}.`)
  const end = new Date(tx.now.getTime() + Math.round(graceHours * HOUR_MS))
  const hadKey = await retireKeys(tx, row, end)
  const key = newKey()
  await storeKey(tx, key, row)
  const after = await save(tx, 'rotate-key', row, {
    api_key_prefix: key.prefix,
    old_key_prefix: hadKey ? row.api_key_prefix : null,
    old_key_expires_at: hadKey ? end : null,
    rotation_count: hadKey ? row.rotation_count + 1 : row.rotation_count,
    last_rotated_at: tx.now,
  })
  return {
    rotation: {
      subscription_id: row.id,
      new_api_key: null,
      api_key_prefix: key.prefix,
      old_key_expires_at: hadKey ? textOf(end) : null,
      rotation_count: after.rotation_count,
    },
    secret: { member: 'new_api_key', value: key.value },
  }
}

/**
 * Ends the grace period of the key before the present one.
 * @throws 404, 409 when no old key works any more
 */
export async function endGrace(
  tx: WriteTransaction,
  { tenants, id }: Target,
): Promise<Subscription> {
  const row = await findSubscription(tx.db, tenants, id, true)
  if (!(await revokeOldKey(tx, row)))
    throw conflict('No old key of this subscription works any more.')
  return save(tx, 'revoke-old-key', row, { old_key_prefix: null, old_key_expires_at: null })
}

async function save(
  tx: WriteTransaction,
  action: string,
  row: SubscriptionRow,
  change: Record<string, unknown>,
): Promise<Subscription> {
  await tx.db
    .updateTable('subscriptions')
    .set({ ...change, version: row.version + 1, updated_at: tx.now })
    .where('id', '=', row.id)
    .where('tenant_id', '=', row.tenant_id)
    .execute()
  const after = subscriptionOf(await findSubscription(tx.db, [row.tenant_id], row.id), tx.now)
  recordSubscription(tx, action, subscriptionOf(row, tx.now), after)
  return after
}
