import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/** What a developer says a subscription is for, when it was first used, and which accounts have come to the portal. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `alter table subscriptions add column purpose text not null default ''`,
    `alter table subscriptions add column first_used_at timestamptz`,
    // Of what was used before, the first use is not known any more: it stays unknown.
    `create table portal_accounts (
      sub text primary key,
      first_seen_at timestamptz not null
    )`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
