/**
 * The thread in which the embedded PostgreSQL lives. PGlite computes in the thread that calls it; here it cannot hold up HTTP
 * (stack.md 3). One message is one statement; they are answered in order.
 */
import { PGlite, types } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

import type { EmbeddedPlace } from './pglite-thread.ts'

export interface WorkerRequest {
  id: number
  sql: string
  parameters: unknown[]
}

export interface WorkerError {
  message: string
  code?: string
  constraint?: string
  detail?: string
}

export type WorkerAnswer =
  | { id: number; rows: unknown[]; affectedRows: number }
  | { id: number; error: WorkerError }
  | { ready: true }
  | { closed: true }
  | { failed: string }

const port = parentPort
if (!port) throw new Error('pglite-worker.ts runs as a worker thread only')
const send = (answer: WorkerAnswer) => port.postMessage(answer)

const { folder, image } = workerData as EmbeddedPlace

/** Counts stay far below 2^53: plain numbers, as the `pg` side is told to give (connect.ts). */
const parsers = { [types.INT8]: Number, [types.NUMERIC]: Number }

/** One connection on a small machine: PGlite's own 128 MB of buffers would be resident for nothing. */
const MEMORY = ['-c', 'shared_buffers=32MB', '-c', 'wal_buffers=1MB']

async function open(): Promise<PGlite | undefined> {
  try {
    return await PGlite.create({
      ...(folder !== undefined && { dataDir: folder }),
      ...(image !== undefined && { loadDataDir: new Blob([readFileSync(image)]) }),
      extensions: { pg_trgm },
      parsers,
      startParams: [...PGlite.defaultStartParams, ...MEMORY],
    })
  } catch (error) {
    send({ failed: error instanceof Error ? error.message : String(error) })
    return undefined
  }
}

async function run(database: PGlite, { id, sql, parameters }: WorkerRequest): Promise<void> {
  try {
    const result = await database.query(sql, parameters)
    send({ id, rows: result.rows, affectedRows: result.affectedRows ?? 0 })
  } catch (error) {
    send({ id, error: describe(error) })
  }
}

function describe(error: unknown): WorkerError {
  const fault = error as Partial<WorkerError>
  return {
    message: error instanceof Error ? error.message : String(error),
    ...(typeof fault.code === 'string' && { code: fault.code }),
    ...(typeof fault.constraint === 'string' && { constraint: fault.constraint }),
    ...(typeof fault.detail === 'string' && { detail: fault.detail }),
  }
}

const database = await open()
if (database) {
  port.on('message', (request: WorkerRequest | 'close') => {
    if (request === 'close') void database.close().finally(() => send({ closed: true }))
    else void run(database, request)
  })
  send({ ready: true })
}
