import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/** Sessions that the issuer has ended, for as long as a token of theirs could still verify. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table ended_sessions (
        subject text primary key,
        ended_at timestamptz not null
      )`,
    )
    .execute(db)
}
