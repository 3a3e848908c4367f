/** Consumers as rows and as the API shows them. */
import type { Kysely, SelectQueryBuilder } from 'kysely'
import { sql } from 'kysely'

import type { Consumer } from '../../../contract/contract.gen.ts'
import type { JsonObject, Tables } from '../core/database/schema.ts'
import { etagOf } from '../core/etag.ts'
import { textOf } from '../core/instants.ts'
import { searchText } from '../core/listing.ts'
import { notFound } from '../core/problems.ts'

export interface ConsumerRow {
  id: string
  tenant_id: string
  external_id: string
  name: string
  email: string
  company: string
  description: string
  consumer_metadata: JsonObject
  status: string
  status_reason: string | null
  version: number
  created_at: Date
  updated_at: Date
  subscription_count: number
}

/** Adds the columns of a ConsumerRow. */
export function selectConsumer<Row>(query: SelectQueryBuilder<Tables, 'consumers', Row>) {
  return query
    .select([
      'id',
      'tenant_id',
      'external_id',
      'name',
      'email',
      'company',
      'description',
      'consumer_metadata',
      'status',
      'status_reason',
      'version',
      'created_at',
      'updated_at',
    ])
    .select(
      sql<number>`(
        select count(*) from subscriptions s
        where s.consumer_id = consumers.id and s.status in ('active', 'suspended')
          and (s.expires_at is null or s.expires_at > now())
      )`.as('subscription_count'),
    )
}

/**
 * One consumer of the tenant.
 * @param isLocked holds the row until the transaction ends
 * @throws 404
 */
export async function findConsumer(
  db: Kysely<Tables>,
  tenant: string,
  id: string,
  isLocked = false,
): Promise<ConsumerRow> {
  let query = selectConsumer(db.selectFrom('consumers'))
    .where('id', '=', id)
    .where('tenant_id', '=', tenant)
    .where('deleted_at', 'is', null)
  if (isLocked) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (!row) throw notFound('consumer')
  return row
}

/** As the API shows it. */
export function consumerOf(row: ConsumerRow): Consumer {
  return {
    id: row.id,
    tenant_id: row.tenant_id,
    external_id: row.external_id,
    name: row.name,
    email: row.email,
    company: row.company,
    description: row.description,
    consumer_metadata: row.consumer_metadata,
    // The column's check constraint holds exactly the statuses of the contract.
    status: row.status as Consumer['status'],
    status_reason: row.status_reason,
    subscription_count: row.subscription_count,
    etag: etagOf(row.version),
    created_at: textOf(row.created_at),
    updated_at: textOf(row.updated_at),
  }
}

/** What a consumer is found by, besides the prefix of its key. */
export function consumerSearchText(
  row: Pick<ConsumerRow, 'name' | 'email' | 'external_id' | 'company'>,
): string {
  return searchText(row.name, row.email, row.external_id, row.company)
}
