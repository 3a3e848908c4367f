import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/**
 * Every order that a list of consumers can have is read from an index alone, wherever its page lies and whether one status is wanted
 * or any: the status stands beside each order, because looking it up in the table row by row took ten times as long in the middle of
 * 100,000. (`consumers_external_id` stays: it is what makes external ids unique, and without the id it gives no total order.)
 */
const ORDERS = [
  { index: 'consumers_name', by: 'lower(name)', beside: 'name, status' },
  { index: 'consumers_email', by: 'lower(email)', beside: 'email, status' },
  { index: 'consumers_company', by: 'lower(company)', beside: 'company, status' },
  { index: 'consumers_external_order', by: 'external_id', beside: 'status' },
  { index: 'consumers_created', by: 'created_at', beside: 'status' },
  { index: 'consumers_updated', by: 'updated_at', beside: 'status' },
]

const STATEMENTS = [
  ...ORDERS.flatMap(({ index, by, beside }) => [
    `drop index if exists ${index}`,
    `create index ${index} on consumers (tenant_id, ${by}, id) include (${beside}) where deleted_at is null`,
  ]),
  `drop index consumers_status`,
  `create index consumers_status on consumers (tenant_id, status, id) where deleted_at is null`,
]

/** Replaces the indexes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
