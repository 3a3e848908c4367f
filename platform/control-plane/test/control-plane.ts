/** The real control plane for tests: real HTTP, real database, tokens of a test issuer; every answer is checked against the contract. */
import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { pino } from 'pino'

import type { ControlPlane, Options } from '../control-plane.ts'
import { startControlPlane } from '../control-plane.ts'
import type { DatabaseLocation } from '../core/database/connect.ts'
import type { Environment } from '../core/environment.ts'
import { readEnvironment } from '../core/environment.ts'
import { databaseImage } from './database-image.ts'
import type { Issuer, TokenOptions } from './issuer.ts'
import { startIssuer } from './issuer.ts'

export interface Reply {
  status: number
  headers: Headers
  /** The JSON object of the answer; empty when there is none. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests say what they expect of it, the server has checked its shape
  body: any
  text: string
}

export interface CallOptions {
  method?: string
  body?: unknown
  /** A text is sent as it is. */
  headers?: Record<string, string>
  token?: string | undefined
}

export interface TestControlPlane {
  issuer: Issuer
  services: ControlPlane['services']
  url: string
  /** What was logged since the start. */
  log: string[]
  /** A call; with a body it is a POST unless told otherwise. */
  call: (path: string, options?: CallOptions) => Promise<Reply>
  /** `call` with a token of these roles in this tenant. */
  as(options: TokenOptions): Promise<TestControlPlane['call']>
  stop(): Promise<void>
}

/**
 * Starts one on a free port: on PostgreSQL when TEST_DATABASE_URL is set (each start gets a database of its own), else on PGlite in memory.
 */
export async function startTestControlPlane(
  changes: Partial<Environment> = {},
  options: Omit<Options, 'log'> = {},
): Promise<TestControlPlane> {
  const issuer = await startIssuer()
  const log: string[] = []
  const environment = { ...environmentFor(issuer), ...changes }
  const fresh = await freshDatabase(environment.dataDir)
  environment.databaseUrl = fresh.location.url
  const controlPlane = await startControlPlane(environment, {
    ...options,
    database: fresh.location,
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
  })
  const url = `http://127.0.0.1:${controlPlane.port}`
  environment.allowedHosts.push(new URL(url).host)
  const call: TestControlPlane['call'] = (path, request = {}) => send(url + path, request)
  return {
    issuer,
    services: controlPlane.services,
    url,
    log,
    call,
    async as(tokenOptions) {
      const token = await issuer.token(tokenOptions)
      return (path, request = {}) => call(path, { token, ...request })
    },
    async stop() {
      await controlPlane.stop()
      await issuer.close()
      await fresh.drop()
    },
  }
}

/** A whole environment for an issuer; PGlite in memory. */
export function environmentFor(issuer: Issuer): Environment {
  const environment = readEnvironment({
    PORT: '0',
    DATA_DIR: 'none',
    OIDC_ISSUER: issuer.url,
    OIDC_JWKS_URL: issuer.jwksUrl,
    KEY_PEPPER: randomBytes(32).toString('hex'),
    TENANTS: 'default=Default,acme=Acme',
    ALLOW_LOOPBACK_BACKENDS: 'true',
    ALLOWED_ORIGINS: 'http://localhost:3000',
    GATEWAY_ADMIN_URL: 'http://127.0.0.1:1',
    VALIDATE_ANSWERS: 'true',
  })
  return { ...environment, dataDir: undefined, gatewayAdminUrl: undefined }
}

async function send(
  url: string,
  { method, body, headers = {}, token }: CallOptions,
): Promise<Reply> {
  const isText = typeof body === 'string'
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = (response.headers.get('content-type') ?? '').includes('json')
  const parsed = (isJson && text !== '' ? JSON.parse(text) : {}) as Record<string, unknown>
  return { status: response.status, headers: response.headers, body: parsed, text }
}

interface FreshDatabase {
  location: DatabaseLocation
  drop(): Promise<void>
}

/** A database of its own, and how to remove it: in the folder, else on the server that TEST_DATABASE_URL names, else in memory. */
async function freshDatabase(folder: string | undefined): Promise<FreshDatabase> {
  const server = process.env['TEST_DATABASE_URL']
  if (folder !== undefined) return { location: { folder }, drop: () => Promise.resolve() }
  if (server !== undefined) return databaseOn(server)
  return { location: { image: await databaseImage() }, drop: () => Promise.resolve() }
}

async function databaseOn(server: string): Promise<FreshDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`
  const run = async (statement: string) => {
    const client = new Client({ connectionString: server })
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  const template = process.env['TEST_DATABASE_TEMPLATE'] ?? 'template1'
  await run(`create database ${name} template ${template}`)
  const address = new URL(server)
  address.pathname = name
  return {
    location: { url: address.href },
    drop: () => run(`drop database ${name} with (force)`),
  }
}
