/**
 * What autovacuum does for a PostgreSQL server, for the embedded one, which has no such process: without statistics it plans
 * every search as a walk over the whole table, and without a vacuum it reads every row to count them.
 */
import { sql } from 'kysely'

import type { Background } from '../module.ts'
import type { Api } from '../calls.ts'
import type { Services } from '../services.ts'
import type { Database } from './connect.ts'

const EVERY_MS = 60_000

/**
 * Vacuums and analyzes the tables that have changed enough since the last time, by autovacuum's own thresholds (50 rows and a
 * tenth of the table). One statement a table: whoever waits for the connection comes in between.
 * @returns the tables that were due
 */
export async function tidy(db: Database): Promise<string[]> {
  // The embedded server sends its counters only when told to.
  await sql`select pg_stat_force_next_flush()`.execute(db)
  const { rows } = await sql<{ name: string }>`
    select c.relname as name
    from pg_class c join pg_stat_user_tables s on s.relid = c.oid
    where (c.reltuples < 0 and pg_relation_size(c.oid) > 0)
      or greatest(s.n_mod_since_analyze, s.n_dead_tup) > 50 + 0.1 * greatest(c.reltuples, 0)`.execute(
    db,
  )
  for (const { name } of rows) await sql`vacuum (analyze) ${sql.table(name)}`.execute(db)
  return rows.map(({ name }) => name)
}

/** Keeps the embedded database in shape from the start on; a server does it by itself. */
export function registerUpkeep(_: Api, { db, environment, log }: Services): Background {
  if (environment.databaseUrl !== undefined) return {}
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  const run = async () => {
    try {
      const tables = await tidy(db)
      if (tables.length > 0) log.debug({ tables }, 'the database was tidied')
    } catch (error) {
      log.warn({ err: error }, 'the database could not be tidied')
    }
    running = undefined
  }
  return {
    start() {
      running = run()
      timer = setInterval(() => {
        running ??= run()
      }, EVERY_MS).unref()
      return Promise.resolve()
    },
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
