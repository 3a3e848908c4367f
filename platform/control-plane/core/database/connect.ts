/** Opens the database: PostgreSQL when an address is given, else PGlite in a folder of its own (or in memory, for tests). */
import type { Dialect } from 'kysely'
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Pool, TypeOverrides, types } from 'pg'

import { lockDataFolder } from './data-lock.ts'
import { MIGRATIONS } from './migrations/list.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import type { EmbeddedPlace } from './pglite-thread.ts'
import { startDatabaseThread } from './pglite-thread.ts'
import type { Tables } from './schema.ts'

export type Database = Kysely<Tables>

export interface DatabaseLocation extends EmbeddedPlace {
  /** A PostgreSQL connection string; wins over the folder. */
  url?: string | undefined
}

export interface OpenDatabase {
  db: Database
  /** Waits for running statements, closes, and gives the folder free. */
  close: () => Promise<void>
}

/** A statement that runs longer is ended by PostgreSQL (security.md T27). */
const STATEMENT_LIMIT_MS = 15_000
const POOL_SIZE = 10
const CONNECT_LIMIT_MS = 5_000

/**
 * Opens and migrates.
 * @throws when the folder is in use, the server does not answer, or a migration fails
 */
export async function openDatabase(location: DatabaseLocation): Promise<OpenDatabase> {
  const { dialect, release } = await dialectFor(location)
  const db = new Kysely<Tables>({ dialect })
  const close = async () => {
    await db.destroy()
    release()
  }
  try {
    await migrate(db)
  } catch (error) {
    await close()
    throw error
  }
  return { db, close }
}

async function dialectFor({
  url,
  folder,
  image,
}: DatabaseLocation): Promise<{ dialect: Dialect; release: () => void }> {
  if (url !== undefined) return { dialect: postgresDialect(url), release: () => undefined }
  if (folder === undefined)
    return {
      dialect: pgliteDialect(await startDatabaseThread({ image })),
      release: () => undefined,
    }
  const lock = lockDataFolder(folder)
  try {
    const dialect = pgliteDialect(await startDatabaseThread({ folder: await dataFolder(folder) }))
    return { dialect, release: () => lock.release() }
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * The folder of the database itself, which is made when it is not there: under another name until it is whole, since a process
 * may be killed meanwhile, and in a thread of its own, whose end gives back the 300 MB that the making takes.
 */
async function dataFolder(folder: string): Promise<string> {
  const data = join(folder, 'pglite')
  if (existsSync(data)) return data
  const unfinished = `${data}.new`
  rmSync(unfinished, { recursive: true, force: true })
  const thread = await startDatabaseThread({ folder: unfinished })
  await thread.close()
  renameSync(unfinished, data)
  return data
}

function postgresDialect(url: string): Dialect {
  const pool = new Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    types: numbersAsNumbers(),
  })
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  return new PostgresDialect({ pool })
}

/** Counts stay far below 2^53, so bigint and numeric are plain numbers here as they are in PGlite. */
function numbersAsNumbers(): TypeOverrides {
  const overrides = new TypeOverrides()
  overrides.setTypeParser(types.builtins.INT8, Number)
  overrides.setTypeParser(types.builtins.NUMERIC, Number)
  return overrides
}

/** Brings the schema up to date. @throws what a migration threw */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
    // One that was written beside others may arrive after a later one has been applied; none depends on what is not before it.
    allowUnorderedMigrations: true,
  })
  const { error } = await migrator.migrateToLatest()
  if (error)
    throw error instanceof Error ? error : new Error('a migration failed', { cause: error })
}
