/** Kysely on one PGlite connection: whoever holds the connection has it alone until the transaction ends. */
import type {
  CompiledQuery,
  DatabaseConnection,
  Dialect,
  Driver,
  Kysely,
  QueryResult,
  TransactionSettings,
} from 'kysely'
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'

import type { DatabaseThread } from './pglite-thread.ts'

/**
 * A statement outside the transaction inside a transaction would wait for itself for ever; after this it fails loudly.
 * Longer than any queue of honest work.
 */
const ACQUIRE_LIMIT_MS = 30_000

/** The Kysely dialect over a database thread. */
export function pgliteDialect(thread: DatabaseThread): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new SingleConnectionDriver(thread),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

class SingleConnectionDriver implements Driver {
  readonly #thread: DatabaseThread
  readonly #connection: DatabaseConnection
  readonly #queue: (() => void)[] = []
  #isTaken = false

  constructor(thread: DatabaseThread) {
    this.#thread = thread
    this.#connection = connectionOn(thread)
  }

  init(): Promise<void> {
    return Promise.resolve()
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#isTaken) await this.#turn()
    this.#isTaken = true
    return this.#connection
  }

  #turn(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const timer = setTimeout(() => {
      this.#queue.splice(this.#queue.indexOf(go), 1)
      reject(new Error('the database connection was not given free in time'))
    }, ACQUIRE_LIMIT_MS)
    const go = () => {
      clearTimeout(timer)
      resolve()
    }
    this.#queue.push(go)
    return promise
  }

  releaseConnection(): Promise<void> {
    const next = this.#queue.shift()
    if (next) next()
    else this.#isTaken = false
    return Promise.resolve()
  }

  async beginTransaction(_: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const level = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : ''
    await this.#thread.query(`begin${level}`, [])
  }

  async commitTransaction(): Promise<void> {
    await this.#thread.query('commit', [])
  }

  async rollbackTransaction(): Promise<void> {
    await this.#thread.query('rollback', [])
  }

  destroy(): Promise<void> {
    return this.#thread.close()
  }
}

function connectionOn(thread: DatabaseThread): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, affectedRows } = await thread.query(query.sql, query.parameters)
      // The row type is the caller's claim, as with every Kysely driver.
      return { rows: rows as R[], numAffectedRows: BigInt(affectedRows) }
    },
    // A page is at most 100 rows and exports read by pages: nothing is streamed from one statement.
    streamQuery: () => {
      throw new Error('streaming from one statement is not supported')
    },
  }
}
