/** The admin API: the control plane pushes the configuration and reads the usage. On its own port, with a token, on loopback. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { VersionConflict, type ConfigStore } from './config/config-store.ts'
import { LineTooLong } from './config/ndjson.ts'
import { InvalidConfig } from './config/read-entity.ts'
import { parseJson, readDelta } from './config/wire.ts'
import type { Usage } from './limits/usage.ts'
import { isEnforced } from './policies/call-rules.ts'

export interface AdminParts {
  store: ConfigStore
  usage: Usage
  token: string
  /** Called when a new configuration is in force. */
  onConfig: () => void
  onFailure: (error: unknown) => void
}

interface Answer {
  status: number
  body: object
}

const LONGEST_DELTA = 16 * 1024 * 1024
/** A push of a whole configuration may take so long. */
const REQUEST_TIMEOUT_MS = 120_000

type Handler = (parts: AdminParts, request: IncomingMessage) => Promise<Answer> | Answer

const HANDLERS: Record<string, Handler> = {
  'GET /config': ({ store }) => ({ status: 200, body: describe(store) }),
  'PUT /config': async ({ store, onConfig }, request) => {
    const version = await store.replace(request)
    onConfig()
    return { status: 200, body: { version } }
  },
  'PATCH /config': async ({ store, onConfig }, request) => {
    const version = await store.patch(readDelta(parseJson(await readText(request))))
    onConfig()
    return { status: 200, body: { version } }
  },
  'GET /policy': ({ store }, request) => {
    const id = new URL(request.url ?? '', 'http://localhost').searchParams.get('id')
    return { status: 200, body: describePolicy(store, id ?? '') }
  },
  'GET /usage': ({ usage }, request) => {
    const after = Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('after'))
    if (!Number.isSafeInteger(after) || after < 0)
      return problem(400, 'after is no sequence number')
    return { status: 200, body: usage.since(after) }
  },
}

/** The server, not yet listening. */
export function adminServer(parts: AdminParts): Server {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    void answer(parts, request).then((result) => send(server, response, result))
  })
  return server
}

async function answer(parts: AdminParts, request: IncomingMessage): Promise<Answer> {
  if (!isToken(request.headers.authorization, parts.token))
    return problem(401, 'the admin token is missing or wrong')
  const handler = HANDLERS[`${request.method} ${request.url?.split('?', 1)[0]}`]
  if (!handler) return problem(404, 'no such admin resource')
  try {
    return await handler(parts, request)
  } catch (error) {
    return failure(error, parts)
  }
}

function failure(error: unknown, parts: AdminParts): Answer {
  if (error instanceof VersionConflict)
    return { status: 409, body: { ...problem(409, error.message).body, version: error.held } }
  if (error instanceof InvalidConfig || error instanceof LineTooLong)
    return problem(422, error.message)
  if (error instanceof BodyTooLong) return problem(413, error.message)
  parts.onFailure(error)
  const isDiskFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
  if (isDiskFull) return problem(507, 'the disk is full; nothing was changed')
  return problem(500, 'the configuration could not be stored; nothing was changed')
}

function describe({ state }: ConfigStore): object {
  const ignored: Record<string, number> = {}
  for (const policy of state.tables.policy.values())
    if (!isEnforced(policy.policy_type))
      ignored[policy.policy_type] = (ignored[policy.policy_type] ?? 0) + 1
  return { version: state.version, counts: state.counts(), ignored_policies: ignored }
}

/** What is served by, read from the very tables that decide about calls. */
function describePolicy({ state }: ConfigStore, id: string): object {
  const held = state.heldPolicy(id)
  return {
    version: state.version,
    policy: held?.policy ?? null,
    since: held && new Date(held.since).toISOString(),
    is_enforced_type: held && isEnforced(held.policy.policy_type),
  }
}

/** Compared as digests, so that neither length nor content shows in the time it takes. */
function isToken(authorization: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`))
}

class BodyTooLong extends Error {
  override name = 'BodyTooLong'
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LONGEST_DELTA) throw new BodyTooLong('a delta is at most 16 MiB: push everything')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function problem(status: number, detail: string): Answer {
  const title = TITLES[status] ?? 'Refused'
  return { status, body: { type: 'about:blank', title, status, detail } }
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  404: 'Not found',
  409: 'Version conflict',
  413: 'Body too large',
  422: 'Invalid configuration',
  500: 'Internal error',
  507: 'Disk full',
}

function send(server: Server, response: ServerResponse, { status, body }: Answer): void {
  const text = JSON.stringify(body)
  // What is left of a refused body is not read.
  if (!server.listening || !response.req.complete) response.shouldKeepAlive = false
  response.writeHead(status, {
    'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  })
  response.end(text)
}
