import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/**
 * A search of APIs finds them by their backend, too. Not in `search_text`, because the portal searches there, and a developer must not
 * find out where backends are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw('create index contracts_backend on contracts using gin (lower(endpoint_url) gin_trgm_ops)')
    .execute(db)
}
