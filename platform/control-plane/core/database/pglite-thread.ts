/** The calling side of the database thread: statements go out, rows or a DatabaseError come back. */
import { Worker } from 'node:worker_threads'

import type { WorkerAnswer, WorkerError } from './pglite-worker.ts'

/** A fault that PostgreSQL itself reported; `code` is its SQLSTATE, as in `pg`. */
export class DatabaseError extends Error {
  readonly code: string | undefined
  readonly constraint: string | undefined
  readonly detail: string | undefined

  constructor(fault: WorkerError) {
    super(fault.message)
    this.name = 'DatabaseError'
    this.code = fault.code
    this.constraint = fault.constraint
    this.detail = fault.detail
  }
}

export interface QueryRows {
  rows: unknown[]
  affectedRows: number
}

interface Waiting {
  resolve(rows: QueryRows): void
  reject(error: Error): void
}

export interface DatabaseThread {
  query(sql: string, parameters: readonly unknown[]): Promise<QueryRows>
  /** Closes the database and ends the thread. */
  close(): Promise<void>
}

export interface EmbeddedPlace {
  /** Where the data is; in memory when undefined. */
  folder?: string | undefined
  /** File with a whole data folder, as PGlite dumps it, that a database in memory begins with. */
  image?: string | undefined
}

/**
 * Starts PGlite in a worker thread.
 * @throws when the database cannot be opened
 */
export async function startDatabaseThread(place: EmbeddedPlace): Promise<DatabaseThread> {
  const worker = new Worker(new URL('pglite-worker.ts', import.meta.url), {
    workerData: place,
  })
  const waiting = new Map<number, Waiting>()
  let sequence = 0
  let lost: Error | undefined
  const opened = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()

  const settle = (answer: Extract<WorkerAnswer, { id: number }>) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (!one) return
    if ('error' in answer) one.reject(new DatabaseError(answer.error))
    else one.resolve(answer)
  }
  worker.on('message', (answer: WorkerAnswer) => {
    if ('id' in answer) settle(answer)
    else if ('ready' in answer) opened.resolve()
    else if ('failed' in answer)
      opened.reject(new Error(`the database did not open: ${answer.failed}`))
    else closed.resolve()
  })
  const lose = (error: Error) => {
    lost ??= error
    opened.reject(lost)
    for (const one of waiting.values()) one.reject(lost)
    waiting.clear()
    closed.resolve()
  }
  worker.on('error', lose)
  worker.on('exit', () =>
    // SQLSTATE 08006, connection failure: the same as a PostgreSQL that went away.
    lose(new DatabaseError({ message: 'the database thread has ended', code: '08006' })),
  )

  await opened.promise.catch(async (error: unknown) => {
    await worker.terminate()
    throw error
  })
  return {
    query(sql, parameters) {
      if (lost) return Promise.reject(lost)
      const { promise, resolve, reject } = Promise.withResolvers<QueryRows>()
      const id = sequence++
      waiting.set(id, { resolve, reject })
      // Nothing is transferred: parameters are copied.
      worker.postMessage({ id, sql, parameters }, [])
      return promise
    },
    async close() {
      if (!lost) worker.postMessage('close', [])
      await closed.promise
      await worker.terminate()
    },
  }
}
