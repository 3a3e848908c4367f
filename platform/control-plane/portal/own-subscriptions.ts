/** The developer's own subscriptions; someone else's is a 404, in whatever tenant. */
import type { Transaction } from 'kysely'

import { sql } from 'kysely'

import type { Subscription } from '../../../contract/contract.gen.ts'
import type { Principal } from '../core/access.ts'
import type { QueryOf } from '../core/calls.ts'
import type { Database } from '../core/database/connect.ts'
import type { Tables } from '../core/database/schema.ts'
import type { Target } from '../subscriptions/changes.ts'

import { pageOf } from '../core/listing.ts'
import { notFound } from '../core/problems.ts'
import {
  selectSubscription,
  statusColumn,
  subscriptionOf,
  subscriptionsWithNames,
} from '../subscriptions/subscription-row.ts'
import { requireActive } from './own-consumer.ts'

/** Subscriptions of the consumers that belong to a subject. */
export function ownSubscriptions(db: Database | Transaction<Tables>, sub: string) {
  return subscriptionsWithNames(db)
    .where('consumers.owner_sub', '=', sub)
    .where('consumers.deleted_at', 'is', null)
}

export async function listOwnSubscriptions(
  db: Database,
  { principal, now }: { principal: Principal; now: Date },
  query: QueryOf<'listPortalSubscriptions'>,
) {
  let filtered = ownSubscriptions(db, principal.sub)
  if (query.status !== undefined) filtered = filtered.where(statusColumn(now), '=', query.status)
  const page = await pageOf(filtered, selectSubscription, {
    terms: [{ by: sql`subscriptions.created_at`, direction: 'desc' }],
    tieBreaker: sql`subscriptions.id`,
    query,
  })
  return {
    ...page,
    items: page.items.map((row) => forDeveloper(subscriptionOf(row, now), principal)),
  }
}

/**
 * An own subscription as the functions of subscriptions/ want it.
 * @throws 404 when it is not the caller's, 403 while the caller is suspended or blocked
 */
export async function ownTarget(db: Transaction<Tables>, sub: string, id: string): Promise<Target> {
  const row = await ownSubscriptions(db, sub)
    .select(['subscriptions.tenant_id', 'consumers.status'])
    .where('subscriptions.id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('subscription')
  // The column's check constraint holds exactly the statuses of the contract.
  requireActive({ status: row.status as 'active' | 'suspended' | 'blocked' })
  return { tenants: [row.tenant_id], id }
}

/** Who of the provider's people decided is not shown; why, is. */
export function forDeveloper<T extends Pick<Subscription, 'created_by' | 'revoked_by'>>(
  subscription: T,
  { name }: Principal,
): T {
  const shown = (by: string) => (by === name ? by : 'provider')
  return {
    ...subscription,
    created_by: shown(subscription.created_by),
    revoked_by: subscription.revoked_by === null ? null : shown(subscription.revoked_by),
  }
}
