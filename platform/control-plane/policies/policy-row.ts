/** Policies and their bindings as rows and as the API shows them. */
import type { Kysely, SelectQueryBuilder } from 'kysely'
import { sql } from 'kysely'

import type { Policy, PolicyBinding } from '../../../contract/contract.gen.ts'
import type { JsonObject, Tables } from '../core/database/schema.ts'
import { etagOf } from '../core/etag.ts'
import { textOf } from '../core/instants.ts'
import { inTenants } from '../core/listing.ts'
import { notFound } from '../core/problems.ts'

export interface PolicyRow {
  id: string
  tenant_id: string
  name: string
  policy_type: string
  scope: string
  description: string
  config: JsonObject
  priority: number
  enabled: boolean
  version: number
  created_at: Date
  updated_at: Date
  binding_count: number
}

/** Adds the columns of a PolicyRow. */
export function selectPolicy<Row>(query: SelectQueryBuilder<Tables, 'policies', Row>) {
  return query
    .select([
      'id',
      'tenant_id',
      'name',
      'policy_type',
      'scope',
      'description',
      'config',
      'priority',
      'enabled',
      'version',
      'created_at',
      'updated_at',
    ])
    .select(
      sql<number>`(select count(*) from policy_bindings b where b.policy_id = policies.id)`.as(
        'binding_count',
      ),
    )
}

/**
 * One policy of these tenants.
 * @param isLocked holds the row until the transaction ends
 * @throws 404
 */
export async function findPolicy(
  db: Kysely<Tables>,
  tenants: readonly string[],
  id: string,
  isLocked = false,
): Promise<PolicyRow> {
  let query = selectPolicy(db.selectFrom('policies'))
    .where('id', '=', id)
    .where(inTenants('tenant_id', tenants))
  if (isLocked) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (!row) throw notFound('policy')
  return row
}

/** As the API shows it. */
export function policyOf({ version, created_at, updated_at, ...row }: PolicyRow): Policy {
  return {
    ...row,
    etag: etagOf(version),
    created_at: textOf(created_at),
    updated_at: textOf(updated_at),
  }
}

export interface BindingRow {
  id: string
  tenant_id: string
  policy_id: string
  contract_id: string | null
  consumer_id: string | null
  target_name: string
  created_at: Date
}

/** Adds the columns of a BindingRow. */
export function selectBinding<Row>(query: SelectQueryBuilder<Tables, 'policy_bindings', Row>) {
  return query
    .select(['id', 'tenant_id', 'policy_id', 'contract_id', 'consumer_id', 'created_at'])
    .select(
      sql<string>`coalesce(
        (select display_name || ' ' || api_version from contracts c where c.id = policy_bindings.contract_id),
        (select name from consumers c where c.id = policy_bindings.consumer_id)
      )`.as('target_name'),
    )
}

/** As the API shows it. */
export function bindingOf(row: BindingRow): PolicyBinding {
  return {
    id: row.id,
    policy_id: row.policy_id,
    contract_id: row.contract_id,
    consumer_id: row.consumer_id,
    target_name: row.target_name,
    created_at: textOf(row.created_at),
  }
}
