/** Ends subscriptions: of one, of a consumer, of an API. */
import type { Subscription } from '../../../contract/contract.gen.ts'
import type { WriteTransaction } from '../core/write.ts'
import { revokeKeys } from './keys.ts'
import type { SubscriptionRow } from './subscription-row.ts'
import {
  LIVE_STATUSES,
  findSubscription,
  selectSubscription,
  subscriptionOf,
  subscriptionsWithNames,
} from './subscription-row.ts'

export interface Revocation {
  /** Name of who revokes, as the subscription shows it. */
  by: string
  reason: string | null
}

/** Revokes one subscription that may be revoked; its keys are void with the commit. */
export async function revoke(
  tx: WriteTransaction,
  row: SubscriptionRow,
  { by, reason }: Revocation,
): Promise<Subscription> {
  const before = subscriptionOf(row, tx.now)
  await revokeKeys(tx, row)
  await tx.db
    .updateTable('subscriptions')
    .set({
      status: 'revoked',
      status_reason: reason,
      revoked_at: tx.now,
      revoked_by: by,
      old_key_expires_at: null,
      old_key_prefix: null,
      version: row.version + 1,
      updated_at: tx.now,
    })
    .where('id', '=', row.id)
    .where('tenant_id', '=', row.tenant_id)
    .execute()
  const after = subscriptionOf(await findSubscription(tx.db, [row.tenant_id], row.id), tx.now)
  recordSubscription(tx, 'revoke', before, after)
  return after
}

/** Revokes all live subscriptions of a consumer or an API. */
export async function revokeAll(
  tx: WriteTransaction,
  of: { consumer_id: string } | { contract_id: string },
  revocation: Revocation,
): Promise<void> {
  let query = selectSubscription(subscriptionsWithNames(tx.db)).where(
    'subscriptions.status',
    'in',
    LIVE_STATUSES,
  )
  query =
    'consumer_id' in of
      ? query.where('subscriptions.consumer_id', '=', of.consumer_id)
      : query.where('subscriptions.contract_id', '=', of.contract_id)
  for (const row of await query.forUpdate('subscriptions').execute())
    await revoke(tx, row, revocation)
}

/** One change of a subscription for the audit trail and the gateway. */
export function recordSubscription(
  tx: WriteTransaction,
  action: string,
  before: Subscription | null,
  after: Subscription,
): void {
  tx.touch('subscription', after.id)
  tx.audit({
    tenant_id: after.tenant_id,
    action,
    resource_type: 'subscription',
    resource_id: after.id,
    resource_name: `${after.consumer_name} – ${after.api_name} ${after.api_version}`,
    before: before && decided(before),
    after: decided(after),
  })
}

/** What somebody decided about a subscription: what is counted, and what belongs to its consumer and plan, is no change of it. */
function decided(subscription: Subscription): Partial<Subscription> {
  const { usage: _usage, plan_limits: _limits, consumer_email: _email, ...rest } = subscription
  return rest
}
