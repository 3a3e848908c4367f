/** Subscriptions as rows and as the API shows them. */
import type { Kysely, RawBuilder, SelectQueryBuilder } from 'kysely'
import { sql } from 'kysely'

import type { Subscription } from '../../../contract/contract.gen.ts'
import type { Tables } from '../core/database/schema.ts'
import { etagOf } from '../core/etag.ts'
import { textOf } from '../core/instants.ts'
import { inTenants } from '../core/listing.ts'
import { notFound } from '../core/problems.ts'

export type SubscriptionStatus = Subscription['status']

export interface SubscriptionRow {
  id: string
  tenant_id: string
  consumer_id: string
  consumer_name: string
  consumer_external_id: string
  consumer_email: string
  contract_id: string
  api_name: string
  api_version: string
  plan_id: string | null
  plan_name: string | null
  plan_limits: Subscription['plan_limits']
  used_today: number
  used_this_month: number
  status: string
  status_reason: string | null
  api_key_prefix: string | null
  old_key_prefix: string | null
  old_key_expires_at: Date | null
  rotation_count: number
  last_rotated_at: Date | null
  expires_at: Date | null
  last_used_at: Date | null
  first_used_at: Date | null
  purpose: string
  revoked_at: Date | null
  revoked_by: string | null
  version: number
  created_at: Date
  created_by: string
  updated_at: Date
}

/** Statuses from which a subscription can still serve. */
export const LIVE_STATUSES = ['pending', 'active', 'suspended']

/** Decided as active, but its time is over: nobody has to write that down for it to be true. */
export function statusAt(
  row: Pick<SubscriptionRow, 'status' | 'expires_at'>,
  now: Date,
): SubscriptionStatus {
  const isOver = row.expires_at !== null && row.expires_at <= now
  // The column's check constraint holds exactly the statuses of the contract.
  return isOver && LIVE_STATUSES.includes(row.status)
    ? 'expired'
    : (row.status as SubscriptionStatus)
}

/** `statusAt` in SQL, for sorting. */
export function statusColumn(now: Date) {
  return sql<string>`case
    when subscriptions.status in ('pending', 'active', 'suspended') and subscriptions.expires_at <= ${now} then 'expired'
    else subscriptions.status end`
}

/** `statusAt` in SQL, for filters: written so that an index on the column serves. */
export function hasStatus(status: SubscriptionStatus, now: Date) {
  if (status === 'expired')
    return sql<boolean>`(subscriptions.status = 'expired' or (
      subscriptions.status in ('pending', 'active', 'suspended') and subscriptions.expires_at <= ${now}
    ))`
  if (!LIVE_STATUSES.includes(status)) return sql<boolean>`subscriptions.status = ${status}`
  return sql<boolean>`(subscriptions.status = ${status}
    and (subscriptions.expires_at is null or subscriptions.expires_at > ${now}))`
}

/** Joins what a SubscriptionRow shows of its consumer and API. */
export function withNames<Row>(query: SelectQueryBuilder<Tables, 'subscriptions', Row>) {
  return query
    .innerJoin('consumers', 'consumers.id', 'subscriptions.consumer_id')
    .innerJoin('contracts', 'contracts.id', 'subscriptions.contract_id')
}

/** All subscriptions with their consumer and API. */
export function subscriptionsWithNames(db: Kysely<Tables>) {
  return withNames(db.selectFrom('subscriptions'))
}

/** Adds the columns of a SubscriptionRow. */
export function selectSubscription<Row>(
  query: SelectQueryBuilder<Tables, 'subscriptions' | 'consumers' | 'contracts', Row>,
) {
  return query
    .select([
      'subscriptions.id',
      'subscriptions.tenant_id',
      'subscriptions.consumer_id',
      'consumers.name as consumer_name',
      'consumers.external_id as consumer_external_id',
      'consumers.email as consumer_email',
      'subscriptions.contract_id',
      'contracts.api_name',
      'contracts.api_version',
      'subscriptions.plan_id',
      'subscriptions.status',
      'subscriptions.status_reason',
      'subscriptions.api_key_prefix',
      'subscriptions.old_key_prefix',
      'subscriptions.old_key_expires_at',
      'subscriptions.rotation_count',
      'subscriptions.last_rotated_at',
      'subscriptions.expires_at',
      'subscriptions.last_used_at',
      'subscriptions.first_used_at',
      'subscriptions.purpose',
      'subscriptions.revoked_at',
      'subscriptions.revoked_by',
      'subscriptions.version',
      'subscriptions.created_at',
      'subscriptions.created_by',
      'subscriptions.updated_at',
    ])
    .select([
      ofPlan<string | null>(sql`plans.name`).as('plan_name'),
      ofPlan<Subscription['plan_limits']>(
        sql`json_build_object('rate_limit_per_minute', plans.rate_limit_per_minute, 'burst_limit', plans.burst_limit,
          'daily_request_limit', plans.daily_request_limit, 'monthly_request_limit', plans.monthly_request_limit)`,
      ).as('plan_limits'),
      usedIn('day', 'YYYY-MM-DD').as('used_today'),
      usedIn('month', 'YYYY-MM').as('used_this_month'),
    ])
}

function ofPlan<T>(expression: RawBuilder<unknown>) {
  return sql<T>`(select ${expression} from plans where plans.id = subscriptions.plan_id)`
}

/** What all keys of a subscription used in the present UTC day or month. */
function usedIn(period: 'day' | 'month', format: string) {
  return sql<number>`coalesce((select sum(${sql.ref(`key_usage.${period}_count`)}) from key_usage
    where key_usage.subscription_id = subscriptions.id
      and ${sql.ref(`key_usage.${period}`)} = to_char(now() at time zone 'utc', ${format}::text)), 0)::bigint`
}

/**
 * One subscription of these tenants.
 * @param isLocked holds the row until the transaction ends
 * @throws 404
 */
export async function findSubscription(
  db: Kysely<Tables>,
  tenants: readonly string[],
  id: string,
  isLocked = false,
): Promise<SubscriptionRow> {
  let query = selectSubscription(subscriptionsWithNames(db))
    .where('subscriptions.id', '=', id)
    .where(inTenants('subscriptions.tenant_id', tenants))
  if (isLocked) query = query.forUpdate('subscriptions')
  const row = await query.executeTakeFirst()
  if (!row) throw notFound('subscription')
  return row
}

/** As the API shows it at this moment: a grace period that is over is not shown. */
export function subscriptionOf(row: SubscriptionRow, now: Date): Subscription {
  const isGrace = row.old_key_expires_at !== null && row.old_key_expires_at > now
  return {
    id: row.id,
    tenant_id: row.tenant_id,
    consumer_id: row.consumer_id,
    consumer_name: row.consumer_name,
    consumer_external_id: row.consumer_external_id,
    consumer_email: row.consumer_email,
    api_id: row.contract_id,
    api_name: row.api_name,
    api_version: row.api_version,
    plan_id: row.plan_id,
    plan_name: row.plan_name,
    plan_limits: row.plan_limits,
    usage: { today: row.used_today, this_month: row.used_this_month },
    status: statusAt(row, now),
    status_reason: row.status_reason,
    api_key_prefix: row.api_key_prefix,
    old_key_prefix: isGrace ? row.old_key_prefix : null,
    old_key_expires_at: isGrace ? textOf(row.old_key_expires_at) : null,
    rotation_count: row.rotation_count,
    last_rotated_at: textOf(row.last_rotated_at),
    expires_at: textOf(row.expires_at),
    last_used_at: textOf(row.last_used_at),
    first_used_at: textOf(row.first_used_at),
    purpose: row.purpose,
    revoked_at: textOf(row.revoked_at),
    revoked_by: row.revoked_by,
    etag: etagOf(row.version),
    created_at: textOf(row.created_at),
    created_by: row.created_by,
    updated_at: textOf(row.updated_at),
  }
}
