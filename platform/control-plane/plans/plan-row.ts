/** Plans as rows and as the API shows them. */
import type { Kysely, SelectQueryBuilder } from 'kysely'
import { sql } from 'kysely'

import type { Plan } from '../../../contract/contract.gen.ts'
import type { Tables } from '../core/database/schema.ts'
import { etagOf } from '../core/etag.ts'
import { textOf } from '../core/instants.ts'
import { notFound } from '../core/problems.ts'

export interface PlanRow {
  id: string
  tenant_id: string
  slug: string
  name: string
  description: string
  rate_limit_per_minute: number | null
  burst_limit: number | null
  daily_request_limit: number | null
  monthly_request_limit: number | null
  requires_approval: boolean
  status: string
  version: number
  created_at: Date
  updated_at: Date
  subscription_count: number
}

/** Adds the columns of a PlanRow. */
export function selectPlan<Row>(query: SelectQueryBuilder<Tables, 'plans', Row>) {
  return query
    .select([
      'id',
      'tenant_id',
      'slug',
      'name',
      'description',
      'rate_limit_per_minute',
      'burst_limit',
      'daily_request_limit',
      'monthly_request_limit',
      'requires_approval',
      'status',
      'version',
      'created_at',
      'updated_at',
    ])
    .select(
      sql<number>`(
        select count(*) from subscriptions s
        where s.plan_id = plans.id and s.status in ('pending', 'active', 'suspended')
          and (s.expires_at is null or s.expires_at > now())
      )`.as('subscription_count'),
    )
}

/**
 * One plan of the tenant.
 * @param isLocked holds the row until the transaction ends
 * @throws 404
 */
export async function findPlan(
  db: Kysely<Tables>,
  tenant: string,
  id: string,
  isLocked = false,
): Promise<PlanRow> {
  let query = selectPlan(db.selectFrom('plans'))
    .where('id', '=', id)
    .where('tenant_id', '=', tenant)
    .where('deleted_at', 'is', null)
  if (isLocked) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (!row) throw notFound('plan')
  return row
}

/** As the API shows it. */
export function planOf({ version, created_at, updated_at, status, ...row }: PlanRow): Plan {
  return {
    ...row,
    // The column's check constraint holds exactly the statuses of the contract.
    status: status as Plan['status'],
    etag: etagOf(version),
    created_at: textOf(created_at),
    updated_at: textOf(updated_at),
  }
}
