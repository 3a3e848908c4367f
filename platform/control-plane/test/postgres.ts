/**
 * A throw-away PostgreSQL server for tests: own folder, free port, no password, gone at the end. PostgreSQL refuses to run as
 * root, so it is started as `nobody` then.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, escapeIdentifier } from 'pg'

export interface Postgres {
  /** Makes an empty database and gives its address. */
  createDatabase(name: string): Promise<string>
  stop(): Promise<void>
}

const DEBIAN_FOLDER = '/usr/lib/postgresql'
const START_LIMIT_MS = 20_000
const NOBODY = 65_534

/**
 * Starts a server.
 * @throws when there is no PostgreSQL on this machine, or it does not come up
 */
export async function startPostgres(): Promise<Postgres> {
  const programs = programsFolder()
  const folder = mkdtempSync(join(tmpdir(), 'stoa-postgres-'))
  const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  if ('uid' in identity) chownSync(folder, NOBODY, NOBODY)
  const data = join(folder, 'data')
  const environment = { PATH: process.env['PATH'], HOME: folder, LC_ALL: 'C.UTF-8' }
  const options = { ...identity, cwd: folder, env: environment, stdio: 'ignore' } as const
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'stoa', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    options,
  )
  const port = await freePort()
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, '-h', '127.0.0.1', '-F'],
    options,
  )
  const ended = Promise.withResolvers<void>()
  server.once('exit', () => ended.resolve())
  const stop = async () => {
    server.kill('SIGINT')
    await ended.promise
    rmSync(folder, { recursive: true, force: true })
  }
  const addressOf = (name: string) => `postgres://stoa@127.0.0.1:${port}/${name}`
  try {
    await answering(addressOf('postgres'))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    stop,
    async createDatabase(name) {
      const client = new Client({ connectionString: addressOf('postgres') })
      await client.connect()
      await client.query(`create database ${escapeIdentifier(name)}`)
      await client.end()
      return addressOf(name)
    },
  }
}

function programsFolder(): string {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : []
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0]
  if (newest === undefined) throw new Error(`no PostgreSQL in ${DEBIAN_FOLDER}`)
  return join(DEBIAN_FOLDER, newest, 'bin')
}

async function freePort(): Promise<number> {
  const server = createServer()
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', () => resolve())
  await promise
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function answering(address: string): Promise<void> {
  const end = Date.now() + START_LIMIT_MS
  for (;;) {
    const client = new Client({ connectionString: address })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (Date.now() > end) throw error
      await sleep(100)
    }
  }
}
