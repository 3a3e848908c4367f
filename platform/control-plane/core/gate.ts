/** What every request passes before anything looks at it, and the headers that every answer carries (security.md 5.1, T4, T20, T21). */
import { v7 as uuid } from 'uuid'

import { isStorable } from './json-body.ts'
import { Refusal } from './problems.ts'

const SECURITY_HEADERS: Record<string, string> = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
  Vary: 'Origin, Authorization',
}
const EXPOSED = 'Retry-After, ETag, X-Request-Id, Location, Date'
const PREFLIGHT: Record<string, string> = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers':
    'Authorization, Content-Type, Accept, Idempotency-Key, If-Match, X-Request-Id, Last-Event-ID',
  'Access-Control-Max-Age': '600',
}

/** The request's own id when it is harmless in a log, else a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id') ?? ''
  return /^[\w.-]{8,64}$/.test(given) ? given : uuid()
}

/** @throws 421 when the Host is not one of ours: a foreign name that was made to point here (DNS rebinding) */
export function requireHost(request: Request, allowed: readonly string[]): void {
  const host = (request.headers.get('host') ?? new URL(request.url).host).toLowerCase()
  if (!allowed.includes(host))
    throw new Refusal(421, 'This server does not answer for this host name.')
}

/** @throws 403 when a page of another origin made the request */
export function requireOrigin(request: Request, allowed: readonly string[]): void {
  const origin = request.headers.get('origin')
  if (origin !== null && !allowed.includes(origin))
    throw new Refusal(403, 'Pages of this origin may not call the API.')
}

/**
 * Refuses paths that two programs could read differently.
 * @param target the path as it came in, before any normalisation
 * @throws 400
 */
export function requirePlainPath(target: string): void {
  const [path = ''] = target.split('?', 1)
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    throw new Refusal(400, 'The path is not properly percent-encoded.')
  }
  const isPlain =
    !/\/\/|\\/.test(decoded) &&
    !/%2f|%5c|%00/i.test(path) &&
    !decoded.split('/').some((segment) => segment === '..' || segment === '.') &&
    isStorable(decoded)
  if (!isPlain) throw new Refusal(400, 'The path holds "//", "..", or an encoded slash.')
}

/** The answer to a browser's question before a cross-origin call; undefined when the request is none. */
export function preflightAnswer(request: Request): Response | undefined {
  if (request.method !== 'OPTIONS' || !request.headers.has('access-control-request-method'))
    return undefined
  return new Response(null, { status: 204, headers: PREFLIGHT })
}

/** Adds the headers that every answer carries; those that the handler set stay. */
export function dress(
  response: Response,
  request: Request,
  { requestId, origins }: { requestId: string; origins: readonly string[] },
): Response {
  const { headers } = response
  for (const [name, value] of Object.entries(SECURITY_HEADERS))
    if (!headers.has(name)) headers.set(name, value)
  headers.set('X-Request-Id', requestId)
  const origin = request.headers.get('origin')
  if (origin !== null && origins.includes(origin)) {
    headers.set('Access-Control-Allow-Origin', origin)
    headers.set('Access-Control-Expose-Headers', EXPOSED)
  }
  return response
}
