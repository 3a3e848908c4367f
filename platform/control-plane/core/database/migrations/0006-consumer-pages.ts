import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/**
 * Deep pages of consumers in the order of a text are read from the index alone: with only `lower(name)` in it, the planner does not
 * see that the index has all it needs, and sorts the whole table instead. The column itself beside it is what tells it.
 */
const STATEMENTS = ['name', 'email', 'company'].flatMap((column) => [
  `drop index consumers_${column}`,
  `create index consumers_${column} on consumers (tenant_id, lower(${column}), id) include (${column})
    where deleted_at is null`,
])

/** Replaces the three indexes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
