/**
 * An embedded database with its schema, made once and kept for as long as the schema is the same: setting up PostgreSQL anew takes
 * seconds of computing, and nearly every test file of the control plane starts with an empty database.
 */
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { Kysely } from 'kysely'
import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { migrate } from '../core/database/connect.ts'
import { pgliteDialect } from '../core/database/pglite-dialect.ts'
import type { Tables } from '../core/database/schema.ts'

const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/stoa-tests')
const MIGRATIONS = join(import.meta.dirname, '../core/database/migrations')

/** File of a dump with the schema and no row. It is made when it is not there. */
export async function databaseImage(): Promise<string> {
  const file = join(CACHE, `database-${schemaHash()}.tar`)
  if (existsSync(file)) return file
  mkdirSync(CACHE, { recursive: true })
  // Under a name of its own until it is whole: test files run side by side, and a run may be stopped.
  const unfinished = `${file}.${randomUUID()}`
  writeFileSync(unfinished, await emptyDatabase())
  renameSync(unfinished, file)
  return file
}

/** Changes with every migration and with the version of the database. */
function schemaHash(): string {
  const hash = createHash('sha256')
  hash.update(readFileSync(createRequire(import.meta.url).resolve('@electric-sql/pglite')))
  for (const name of readdirSync(MIGRATIONS).toSorted())
    hash.update(name).update(readFileSync(join(MIGRATIONS, name)))
  return hash.digest('hex').slice(0, 16)
}

async function emptyDatabase(): Promise<Uint8Array> {
  const database = await PGlite.create({ extensions: { pg_trgm } })
  const dialect = pgliteDialect({
    async query(sql, parameters) {
      const { rows, affectedRows } = await database.query(sql, [...parameters])
      return { rows, affectedRows: affectedRows ?? 0 }
    },
    // Kept open for the dump.
    close: () => Promise.resolve(),
  })
  const db = new Kysely<Tables>({ dialect })
  await migrate(db)
  await db.destroy()
  const dump = await database.dumpDataDir('none')
  await database.close()
  return new Uint8Array(await dump.arrayBuffer())
}
