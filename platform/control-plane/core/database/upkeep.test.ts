import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { databaseImage } from '../../test/database-image.ts'
import { openDatabase } from './connect.ts'
import type { OpenDatabase } from './connect.ts'
import { tidy } from './upkeep.ts'

let database: OpenDatabase
beforeEach(async () => {
  database = await openDatabase({ image: await databaseImage() })
})
afterEach(() => database.close())

const write = (first: number, last: number) =>
  sql`insert into tenants (id, name, created_at)
    select 'tenant-' || n, 'Tenant', now() from generate_series(${first}::int, ${last}::int) n`.execute(
    database.db,
  )

/** How many rows the planner thinks there are. */
async function planned(): Promise<unknown> {
  const { rows } = await sql<{ reltuples: number }>`
    select reltuples from pg_class where relname = 'tenants'`.execute(database.db)
  return rows[0]?.reltuples
}

it('analyzes what has changed enough, and only that', async () => {
  await write(1, 1_000)
  expect(await planned()).toBe(-1)
  expect(await tidy(database.db)).toContain('tenants')
  expect(await planned()).toBe(1_000)
  expect(await tidy(database.db)).toEqual([])

  await write(1_001, 1_100)
  expect(await tidy(database.db)).toEqual([])
  await write(1_101, 1_200)
  expect(await tidy(database.db)).toEqual(['tenants'])
  expect(await planned()).toBe(1_200)
})

it('gives back the room of deleted rows', async () => {
  await write(1, 1_000)
  await tidy(database.db)
  await sql`delete from tenants where id <> 'tenant-1000'`.execute(database.db)
  expect(await tidy(database.db)).toEqual(['tenants'])
  const { rows } = await sql<{ dead: number }>`
    select n_dead_tup as dead from pg_stat_user_tables where relname = 'tenants'`.execute(
    database.db,
  )
  expect(rows).toEqual([{ dead: 0 }])
})
