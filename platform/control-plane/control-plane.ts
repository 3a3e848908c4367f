/** Puts the control plane together and serves it. */
import type { ServerType } from '@hono/node-server'
import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { v7 as uuid } from 'uuid'

import { appOf } from './core/app.ts'
import { firstBrokenRow } from './core/audit-chain.ts'
import { readContract } from './core/contract-document.ts'
import type { Database, DatabaseLocation } from './core/database/connect.ts'
import { openDatabase } from './core/database/connect.ts'
import { dispatcherFor } from './core/dispatcher.ts'
import type { Environment } from './core/environment.ts'
import { forgetExpired } from './core/idempotency.ts'
import type { EndedSessions } from './core/ended-sessions.ts'
import { endedSessions, readLogoutToken } from './core/ended-sessions.ts'
import { identityOf, issuerKeys } from './core/identity.ts'
import { readText } from './core/json-body.ts'
import { Refusal, problemOf } from './core/problems.ts'
import { NO_GATEWAY } from './core/publisher.ts'
import { callerLimit } from './core/rate-limit.ts'
import { requestMetrics } from './core/request-metrics.ts'
import type { Services } from './core/services.ts'
import type { Background, Module } from './core/module.ts'
import { MODULES } from './modules.ts'

export interface ControlPlane {
  /** The port it listens on; another than asked for when 0 was asked for. */
  port: number
  services: Services
  /** Finishes what was accepted, then closes the database. */
  stop(): Promise<void>
}

export interface Options {
  log: Logger
  modules?: readonly Module[]
  now?: () => Date
  /** Where the database is, when that is not what the environment says. */
  database?: DatabaseLocation
}

const FORGET_EVERY_MS = 60_000
const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 30_000
/** A PromQL query of 8,192 characters, percent-encoded, must fit into the request line. */
const MAX_HEADER_BYTES = 512 * 1024

/**
 * Opens the database, seeds the tenants, registers every module and listens on 127.0.0.1.
 * @throws when the data folder is in use, an operation has no handler, or the port is taken
 */
export async function startControlPlane(
  environment: Environment,
  { log, modules = MODULES, now = () => new Date(), database }: Options,
): Promise<ControlPlane> {
  const opening = openDatabase(
    database ?? { url: environment.databaseUrl, folder: environment.dataDir },
  )
  // Read while the database opens in its own thread.
  const contract = readContract()
  const { db, close } = await opening
  const stopping = new AbortController()
  try {
    await seedTenants(db, environment.tenants, now())
    const services: Services = {
      environment,
      db,
      contract,
      tenants: environment.tenants,
      publisher: NO_GATEWAY,
      log,
      stopping: stopping.signal,
      now,
    }
    const ended = await endedSessions(db, now)
    const { backgrounds, fetch } = assemble(services, modules, ended)
    const server = await listen(fetch, environment)
    const timer = setInterval(() => void forget(services), FORGET_EVERY_MS).unref()
    void checkAuditTrail(services)
    for (const background of backgrounds) await background.start?.()
    const port = (server.address() as AddressInfo).port
    return {
      port,
      services,
      async stop() {
        clearInterval(timer)
        stopping.abort()
        await closeServer(server)
        for (const background of backgrounds) await background.stop?.()
        await close()
      },
    }
  } catch (error) {
    stopping.abort()
    await close()
    throw error
  }
}

function assemble(services: Services, modules: readonly Module[], ended: EndedSessions) {
  const { environment, tenants } = services
  const keys = issuerKeys(environment.oidcJwksUrl)
  const identify = identityOf({
    issuer: environment.oidcIssuer,
    audience: environment.oidcAudience,
    keys,
    isEnded: (claims) => ended.has(claims),
    tenants: tenants.map(({ id }) => id),
  })
  const dispatcher = dispatcherFor(services, {
    identify,
    limit: callerLimit(environment.requestsPerMinute),
  })
  const metrics = requestMetrics()
  const backgrounds = modules
    .map((register) => register(dispatcher, services))
    .filter((background): background is Background => background !== undefined)
  dispatcher.requireComplete()
  dispatcher.internal('GET', '/metrics', async () => {
    const headers = { 'Content-Type': metrics.registry.contentType }
    return new Response(await metrics.registry.metrics(), { headers })
  })
  // For the issuer, and signed by it; not in the contract, which is for those who hold an access token.
  dispatcher.internal('POST', '/internal/backchannel-logout', async (request) => {
    const form = await readText(request)
    await ended.note(await readLogoutToken(form, { keys, issuer: environment.oidcIssuer }))
    return new Response(null, { status: 200, headers: { 'Cache-Control': 'no-store' } })
  })
  return { backgrounds, fetch: appOf(services, dispatcher, metrics).fetch }
}

async function seedTenants(
  db: Database,
  tenants: Environment['tenants'],
  now: Date,
): Promise<void> {
  await db
    .insertInto('tenants')
    .values(tenants.map(({ id, name }) => ({ id, name, created_at: now })))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((row) => ({ name: row.ref('excluded.name') })),
    )
    .execute()
}

async function listen(
  fetch: ReturnType<typeof appOf>['fetch'],
  { port }: Environment,
): Promise<ServerType> {
  const { promise, resolve, reject } = Promise.withResolvers<ServerType>()
  const server = serve(
    {
      fetch,
      port,
      hostname: '127.0.0.1',
      serverOptions: {
        headersTimeout: HEADERS_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        maxHeaderSize: MAX_HEADER_BYTES,
      },
    },
    () => resolve(server),
  )
  server.on('clientError', answerBrokenRequest)
  server.once('error', (error: NodeJS.ErrnoException) => {
    reject(
      error.code === 'EADDRINUSE'
        ? new Error(`the port ${port} is taken by another program`)
        : error,
    )
  })
  return promise
}

/** What is not HTTP never reaches the application; the answer is a problem all the same. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const refusal = isTooLarge
    ? new Refusal(431, 'The address or the headers are too large.')
    : new Refusal(400, 'This is not a complete HTTP request.')
  const body = JSON.stringify(problemOf(refusal, uuid()))
  socket.end(
    [
      `HTTP/1.1 ${refusal.status} ${isTooLarge ? 'Request Header Fields Too Large' : 'Bad Request'}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

async function closeServer(server: ServerType): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  // Connections that are kept open but carry no request; those with one end with its answer.
  if ('closeIdleConnections' in server) server.closeIdleConnections()
  await promise
}

async function forget({ db, log, now }: Services): Promise<void> {
  await forgetExpired(db, now()).catch((error: unknown) => {
    log.warn({ err: error }, 'expired idempotency records could not be removed')
  })
}

async function checkAuditTrail({ db, log, stopping }: Services): Promise<void> {
  try {
    const broken = await firstBrokenRow(db)
    if (broken === null) log.info('the audit trail is whole')
    else log.error({ audit_id: broken }, 'the audit trail is broken: a row was altered or removed')
  } catch (error) {
    if (!stopping.aborted) log.error({ err: error }, 'the audit trail could not be checked')
  }
}
