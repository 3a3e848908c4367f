import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/**
 * How many live subscriptions an API has is counted from the index alone: the end of each stands beside its state, so that a page of
 * fifty APIs does not read every one of their subscriptions.
 */
const STATEMENTS = [
  `drop index subscriptions_of_contract`,
  `create index subscriptions_of_contract on subscriptions (contract_id, status) include (expires_at)`,
]

/** Replaces the index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
