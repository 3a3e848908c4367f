/** What the benchmark measures: a control plane in a process of its own, on rows that were there before it started. */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Sizes } from './bench-data.ts'
import { seed } from './bench-data.ts'
import type { DatabaseLocation } from './core/database/connect.ts'
import { openDatabase } from './core/database/connect.ts'
import type { Issuer } from './test/issuer.ts'

export interface Subject {
  url: string
  /** Seconds that filling the database took. */
  seedSeconds: number
  /** Seconds from the start of the process to its first healthy answer. */
  startSeconds: number
  stop(): Promise<void>
}

const START_LIMIT_MS = 60_000

/** @throws when the database cannot be filled or the process does not become healthy; nothing is left running then */
export async function startSubject(
  location: DatabaseLocation,
  sizes: Sizes,
  issuer: Issuer,
): Promise<Subject> {
  const seedStarted = performance.now()
  const { db, close } = await openDatabase(location)
  try {
    // The tenant's own row is the control plane's to write; these rows refer to it.
    await db
      .insertInto('tenants')
      .values({ id: 'default', name: 'Default', created_at: new Date() })
      .execute()
    await seed(db, sizes)
  } finally {
    await close()
  }
  const started = performance.now()
  const port = await freePort()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: environmentFor(location, port, issuer),
  })
  const url = `http://127.0.0.1:${port}`
  try {
    await healthy(url, child)
  } catch (error) {
    await stop(child)
    throw error
  }
  const seconds = (from: number, to: number) => (to - from) / 1000
  return {
    url,
    seedSeconds: seconds(seedStarted, started),
    startSeconds: seconds(started, performance.now()),
    stop: () => stop(child),
  }
}

function environmentFor(location: DatabaseLocation, port: number, issuer: Issuer) {
  return {
    PATH: process.env['PATH'],
    PORT: String(port),
    ...(location.url === undefined
      ? { DATA_DIR: location.folder }
      : { DATABASE_URL: location.url }),
    OIDC_ISSUER: issuer.url,
    OIDC_JWKS_URL: issuer.jwksUrl,
    KEY_PEPPER: randomBytes(32).toString('hex'),
    REQUESTS_PER_MINUTE: '1000000',
    LOG_LEVEL: 'silent',
  }
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + START_LIMIT_MS
  while (performance.now() < end && child.exitCode === null) {
    const answer = await fetch(`${url}/health`).catch(() => undefined)
    if (answer?.ok === true) return
    await sleep(50)
  }
  throw new Error('the control plane did not become healthy')
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
