import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/**
 * Whom a row of the trail concerns, kept beside it by the database itself, so that a consumer's history has what was done to its
 * subscriptions, keys and policies without a search through the whole trail. No part of the hash chain: it is worked out from what is.
 */
const STATEMENTS = [
  `alter table audit_log add column consumer_id text generated always as (
    case when resource_type = 'consumer' then resource_id
    else coalesce(after ->> 'consumer_id', before ->> 'consumer_id') end
  ) stored`,
  `create index audit_log_consumer on audit_log (tenant_id, consumer_id, seq) where consumer_id is not null`,
]

/** Applies the column and its index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
