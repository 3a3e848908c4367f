/**
 * The one client of the Control Plane. Its rules are security.md 3.2: one deadline for a call with all its
 * retries, reads and keyed creates asked again with full jitter, one refresh and one replay for a 401, every other
 * outcome a Failure.
 */

import createClient from 'openapi-fetch'

import { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'

import type { paths } from '#contract/contract.gen'

import { jitteredDelay, pause, readRetryAfter } from './backoff'
import { apiAddress, asPerson, suspect } from './connection'
import { failureFrom } from './failure-from'
import { noteServerDate, serverNow } from './server-clock'

const READ_TIMEOUT_MS = 10_000
const WRITE_TIMEOUT_MS = 15_000
/** 100,000 rows take a few seconds on their way; they are one answer. */
const EXPORT_TIMEOUT_MS = 120_000
const RETRIES = 2
/** A call that takes longer than this is a reason to look at the service; and again each time, while it lasts (R1). */
const SLOW_MS = 3_000
const RETRIED_STATUS = new Set([408, 425, 502, 503, 504])

/** Until when a server has asked us not to come back, by method and path: no request leaves inside that window (R9). */
const closedUntil = new Map<string, number>()

interface Call {
  method: string
  url: string
  headers: Headers
  body: string | undefined
  /** Aborted by the caller or by the deadline. */
  signal: AbortSignal
}

async function attempt(call: Call, token: string | undefined): Promise<Response> {
  const headers = new Headers(call.headers)
  if (token) headers.set('authorization', `Bearer ${token}`)
  const response = await fetch(call.url, {
    method: call.method,
    headers,
    signal: call.signal,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    ...(call.body !== undefined && { body: call.body }),
  })
  // The body is read here, so that a cut connection and a slow body count as this attempt's failure.
  const body = await response.text()
  noteServerDate(response.headers.get('date'))
  const isEmpty = response.status === 204 || response.status === 304
  const received = new Headers(response.headers)
  // Without this, a Response made of text says text/plain where the server said nothing.
  if (!received.has('content-type')) received.set('content-type', '')
  return new Response(isEmpty ? null : body, { status: response.status, headers: received })
}

/** How often a call may be asked again: a change without its own key might be done twice. */
function retriesFor(request: Request): number {
  const isSafe = request.method === 'GET' || request.headers.has('idempotency-key')
  return isSafe ? RETRIES : 0
}

/** Milliseconds after which this answer is worth another try; undefined when it is final. */
function worthRetrying(response: Response, request: Request, tried: number): number | undefined {
  const asked = readRetryAfter(response.headers.get('retry-after'), serverNow())
  if (RETRIED_STATUS.has(response.status)) return Math.max(asked ?? 0, jitteredDelay(tried))
  if (response.status === 429) return request.method === 'GET' ? asked : undefined
  // The first call with this key is still being executed.
  const isRunning = response.status === 409 && request.headers.has('idempotency-key')
  return isRunning ? asked : undefined
}

async function persist(call: Call, request: Request, deadline: number): Promise<Response> {
  for (let tried = 0; ; tried++) {
    let wait: number | undefined
    let outcome: { response: Response } | { error: unknown }
    const started = Date.now()
    try {
      const response = await asPerson((token) => attempt(call, token), call.signal)
      outcome = { response }
      wait = worthRetrying(response, request, tried)
    } catch (error) {
      outcome = { error }
      // fetch throws a TypeError for every network error and for nothing else.
      wait = error instanceof TypeError ? jitteredDelay(tried) : undefined
    }
    // A try that would be cut off says less than the answer that is there: who behind the server did not answer.
    const left = deadline - Date.now() - (Date.now() - started)
    const isLast = wait === undefined || tried >= retriesFor(request) || wait > left
    if (!isLast) await pause(wait ?? 0, call.signal)
    else if ('response' in outcome) return outcome.response
    else throw outcome.error
  }
}

/** One call with all its rules; resolves with a success whose JSON has been read, throws a Failure otherwise. */
async function send(request: Request): Promise<Response> {
  const url = apiAddress(request.url.slice(PLACEHOLDER.length))
  const window = `${request.method} ${url.split('?')[0]}`
  refuseInsideWindow(window)

  const isCsv = request.headers.get('accept') === CSV
  const limitMs = timeLimitOf(request)
  const timeout = AbortSignal.timeout(limitMs)
  const body = request.body === null ? undefined : await request.text()
  const headers = new Headers(request.headers)
  if (!headers.has('accept')) headers.set('accept', 'application/json, application/problem+json')
  const signal = AbortSignal.any([request.signal, timeout])
  const call: Call = { method: request.method, url, headers, body, signal }

  let response: Response
  const slow = setInterval(suspect, SLOW_MS)
  try {
    response = await persist(call, request, Date.now() + limitMs)
  } catch (error) {
    if (request.signal.aborted || error instanceof Failure) throw error
    suspect()
    throw timeout.aborted
      ? new Failure({ kind: 'timeout', message: m.errors_timeout({ seconds: limitMs / 1000 }) })
      : new Failure({
          kind: 'unreachable',
          message: m.errors_unreachable({ address: originOf(url) }),
        })
  } finally {
    clearInterval(slow)
  }
  if (response.ok) return readable(response, isCsv)

  const failure = failureFrom(response, await response.text(), serverNow())
  if (failure.retryAfterMs !== undefined && failure.kind === 'limited')
    closedUntil.set(window, Date.now() + failure.retryAfterMs)
  throw failure
}

/** Exports, and what reads as much as they do. */
const LONG = /\/(?:export|access)\.(?:csv|json)(?:\?|$)|\/chain$/

const timeLimitOf = ({ method, url }: Request) =>
  (LONG.test(url) && EXPORT_TIMEOUT_MS) || (method === 'GET' ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS)

function originOf(url: string): string {
  return new URL(url).origin
}

function refuseInsideWindow(window: string): void {
  const left = (closedUntil.get(window) ?? 0) - Date.now()
  if (left > 0)
    throw new Failure({
      kind: 'limited',
      status: 429,
      message: m.errors_limited(),
      retryAfterMs: left,
    })
  closedUntil.delete(window)
}

/** A success must carry JSON (or nothing), an export CSV: a login page or a proxy's welcome page is not an answer. */
function readable(response: Response, isCsv: boolean): Response {
  const type = response.headers.get('content-type') ?? ''
  const wanted = isCsv ? /^text\/csv\b/i : /^application\/([a-z0-9.-]+\+)?json\b/i
  if (response.status === 204 || wanted.test(type)) return response
  throw new Failure({
    kind: 'malformed',
    status: response.status,
    message: m.errors_not_json({ type: type || '—' }),
  })
}

/** Fills the placeholders of a path; a segment that could move the call elsewhere is refused (security.md T4). */
export function safePath(pathname: string, values: Record<string, unknown>): string {
  return pathname.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = values[name]
    const segment = typeof value === 'string' ? value : ''
    const isPlain = segment !== '' && segment !== '.' && segment !== '..'
    if (!isPlain || /[/\\\p{Cc}]/u.test(segment) || !segment.isWellFormed())
      throw new Failure({ kind: 'not-found', message: m.errors_no_such_address() })
    return encodeURIComponent(segment)
  })
}

/** What an export asks for: `headers: { accept: CSV }, parseAs: 'text'`. */
export const CSV = 'text/csv'

/** Where `client` thinks it is; {@link send} puts the configured address in its place. */
const PLACEHOLDER = 'http://control-plane.invalid'

/** The typed client of the Control Plane. Use it through {@link unwrap}. */
export const client = createClient<paths>({
  baseUrl: PLACEHOLDER,
  fetch: send,
  pathSerializer: safePath,
})

/**
 * The data of a call.
 * @throws a Failure; or the reason of the caller's own abort
 */
export async function unwrap<T>(call: Promise<{ data?: T; error?: unknown }>): Promise<T> {
  try {
    const { data } = await call
    // `send` has thrown for everything but a success; a success without a body has no data, and T says so.
    return data as T
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Failure({ kind: 'malformed', message: m.errors_broken_json() })
    throw error
  }
}
