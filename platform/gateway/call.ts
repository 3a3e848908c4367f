/** One request on its way through the gateway: what is known of it so far, and what its answer will carry. */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { KeyHolder } from './access/key-check.ts'
import { parseRequestPath, type RequestPath } from './access/request-path.ts'
import { problemBody, statusOf, type Reason, type Refusal } from './access/refusal.ts'
import type { Route } from './config/entities.ts'
import type { CallRules } from './policies/call-rules.ts'

export interface Call {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly method: string
  readonly requestId: string
  /** Milliseconds of the wall clock. */
  readonly now: number
  /** Milliseconds of the monotonic clock. */
  readonly startedAt: number
  /** Whether the gateway takes no new connections: an answer then ends its own. */
  readonly isStopping: () => boolean
  /** Read once: a socket forgets it when it closes. */
  readonly remoteAddress: string | undefined
  route: Route | null
  rules: CallRules | null
  holder: KeyHolder | null
  /** First 12 characters of a well-formed key, also of one that is refused. */
  keyPrefix: string | null
  /** `sub` of a checked bearer token. */
  tokenSubject: string | null
  /** Headers of the answer so far: CORS, deprecation, limits. Flat. */
  headers: string[]
  upstreamMs: number | null
  /** Why the answer is no success of the backend. */
  reason: Reason | null
}

/** A request id that a client brings is used only in this form: it goes into logs and headers. */
const REQUEST_ID_FORM = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,63}$/

/** Larger bodies of refused requests are not read to their end. */
const DRAINED_BYTES = 1024 * 1024
const LINGER_MS = 500

/**
 * @param now milliseconds of the wall clock
 * @param isStopping asked when the answer begins
 */
export function beginCall(
  request: IncomingMessage,
  response: ServerResponse,
  now: number,
  isStopping: () => boolean,
): Call {
  return {
    request,
    response,
    method: request.method ?? '',
    requestId: requestIdOf(request),
    now,
    startedAt: performance.now(),
    isStopping,
    remoteAddress: request.socket.remoteAddress,
    route: null,
    rules: null,
    holder: null,
    keyPrefix: null,
    tokenSubject: null,
    headers: [],
    upstreamMs: null,
    reason: null,
  }
}

/** The path and query taken apart; a refusal when it has no acceptable form. */
export function pathOf(call: Call): RequestPath | Refusal {
  return parseRequestPath(call.request.url ?? '')
}

/** Answers with the problem body and ends the call. After the head was sent, only the connection can say that it failed. */
export function answerRefusal(call: Call, refusal: Refusal): void {
  const { response, request } = call
  call.reason = refusal.reason
  if (response.headersSent) {
    response.destroy()
    return
  }
  const isLeft = isBodyLeft(request)
  if (isLeft) response.shouldKeepAlive = false
  const body = problemBody(refusal, call.requestId)
  const headers = [
    'Content-Type',
    'application/problem+json',
    'Content-Length',
    String(Buffer.byteLength(body)),
    'Cache-Control',
    'no-store',
    ...(refusal.headers ?? []),
  ]
  response.writeHead(statusOf(refusal.reason), answerHeaders(call, headers))
  if (isLeft) endAfterUpload(call, body)
  else response.end(body)
}

/**
 * A connection that is closed while the client still sends is reset, and the client may never read why: so what comes is
 * taken and thrown away for a moment, while the answer is already complete.
 */
function endAfterUpload({ request, response }: Call, body: string): void {
  response.write(body)
  const timer = setTimeout(() => response.end(), LINGER_MS)
  request.once('close', () => {
    clearTimeout(timer)
    response.end()
  })
  request.unpipe()
  request.resume()
}

/** All headers of an answer: the given ones, those gathered on the way, the policy's, and the request id. */
export function answerHeaders(call: Call, headers: readonly string[]): string[] {
  if (call.isStopping()) call.response.shouldKeepAlive = false
  return [
    ...headers,
    ...call.headers,
    ...(call.rules?.responseHeaders?.set ?? []),
    'X-Request-Id',
    call.requestId,
  ]
}

export function hasBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length']
  return (
    request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
  )
}

function isBodyLeft(request: IncomingMessage): boolean {
  if (request.complete || !hasBody(request)) return false
  const length = request.headers['content-length']
  return length === undefined || Number(length) > DRAINED_BYTES
}

/** The client's id when it is well-formed (and no key by mistake), else a new one. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id']
  const isUsable =
    typeof given === 'string' && REQUEST_ID_FORM.test(given) && !given.includes('stoa_sk_')
  return isUsable ? given : randomUUID()
}
