/** The same-origin reverse proxy: what goes up, what comes back, and what is said when an upstream is down. */

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { Agent, errors, request as call } from 'undici'

import { send, sendProblem } from './answer.ts'
import type { Headers } from './security-headers.ts'
import { proxiedHeaders } from './security-headers.ts'

export interface Upstream {
  /** Named in problems: "the Control Plane". */
  name: string
  /** `scheme://host[:port]`. */
  origin: string
}

/** Just under the page's own 10 s, so that the answer that names the upstream is the one that arrives. */
const UPSTREAM_TIMEOUT_MS = 9_500
const CONNECT_TIMEOUT_MS = 3_000
const BODY_LIMIT = 1_048_576

const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]
/** Ours to say, or nothing an API needs: sessions of other systems on this host must not travel. */
const NOT_SENT = new Set([
  ...HOP_BY_HOP,
  'host',
  'cookie',
  'forwarded',
  'expect',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-real-ip',
])
/** Headers by which an answer could act on the browser or on this origin. */
const NOT_TAKEN = new Set([
  ...HOP_BY_HOP,
  'set-cookie',
  'cache-control',
  'clear-site-data',
  'refresh',
  'link',
  'service-worker-allowed',
  'sourcemap',
  'strict-transport-security',
  'content-security-policy',
  'content-security-policy-report-only',
  'report-to',
  'reporting-endpoints',
  'nel',
  'alt-svc',
  'accept-ch',
  'permissions-policy',
  'referrer-policy',
  'x-frame-options',
  'x-content-type-options',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'cross-origin-embedder-policy',
  'content-disposition',
  'content-type',
  'www-authenticate',
])
/** The only types that pass; everything else becomes plain text. */
const PASSING_TYPES =
  /^(application\/([a-z0-9.-]+\+)?json|text\/csv|text\/event-stream|text\/plain)\b/i

const agent = new Agent({
  connect: { timeout: CONNECT_TIMEOUT_MS },
  headersTimeout: UPSTREAM_TIMEOUT_MS,
  keepAliveTimeout: 4_000,
  connections: 128,
})

/** Ends the connections to all upstreams. */
export function closeUpstreams(): Promise<void> {
  return agent.destroy()
}

function requestHeaders(request: IncomingMessage, upstream: Upstream, self: string): Headers {
  const listed = (request.headers.connection ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  const headers: Headers = {}
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined && !NOT_SENT.has(name) && !listed.includes(name))
      headers[name] = Array.isArray(value) ? value.join(', ') : value
  const own = new URL(self)
  headers['host'] = new URL(upstream.origin).host
  headers['x-forwarded-for'] = request.socket.remoteAddress ?? ''
  headers['x-forwarded-host'] = own.host
  headers['x-forwarded-proto'] = own.protocol.slice(0, -1)
  return headers
}

function responseHeaders(
  from: IncomingHttpHeaders,
  status: number,
  request: IncomingMessage,
  self: string,
): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(from))
    if (value !== undefined && !NOT_TAKEN.has(name)) headers[name] = value
  // For the test call page; passed on as they are, a challenge or a redirect would act on the browser.
  const isRedirect = status >= 300 && status < 400
  for (const name of ['www-authenticate', 'content-type', ...(isRedirect ? ['location'] : [])])
    if (from[name] !== undefined) headers[`x-upstream-${name}`] = from[name]
  if (isRedirect) delete headers['location']
  const isOpened = request.headers['sec-fetch-mode'] === 'navigate'
  return {
    ...headers,
    ...proxiedHeaders(self),
    'Content-Type': passingType(from['content-type']),
    'Cache-Control': 'no-store',
    ...(isOpened && { 'Content-Disposition': 'attachment' }),
  }
}

function passingType(type: string | string[] | undefined): string {
  return typeof type === 'string' && PASSING_TYPES.test(type) ? type : 'text/plain; charset=utf-8'
}

class TooLarge extends Error {}

/** Lets at most the limit pass; a body without a length is counted on the way. */
function limited(): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      if (seen > BODY_LIMIT) done(new TooLarge())
      else done(null, chunk)
    },
  })
}

interface Trouble {
  status: number
  title: string
  detail: string
}

function trouble(error: unknown, upstream: Upstream): Trouble {
  const where = `${upstream.name} at ${upstream.origin}`
  if (error instanceof TooLarge)
    return {
      status: 413,
      title: 'Content Too Large',
      detail: 'The request body is larger than 1 MiB.',
    }
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError)
    return {
      status: 504,
      title: 'Gateway Timeout',
      detail: `${where} did not answer within ${UPSTREAM_TIMEOUT_MS / 1000} seconds.`,
    }
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
  return { status: 502, title: 'Bad Gateway', detail: `${where} cannot be reached${code}.` }
}

/** The request's body, counted, and what went wrong with it; null when there is none. */
function bodyOf(request: IncomingMessage): Transform | null {
  const { headers } = request
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined)
    return null
  return request.pipe(limited())
}

/** Has nothing more to say after its head? */
function isBodiless(request: IncomingMessage, status: number): boolean {
  return request.method === 'HEAD' || status === 204 || status === 304
}

async function exchange(
  { request, response, upstream, path, self }: Passage,
  body: Transform | null,
  signal: AbortSignal,
): Promise<void> {
  const isStream = request.headers.accept?.includes('text/event-stream') ?? false
  const answer = await call(upstream.origin + path, {
    dispatcher: agent,
    method: request.method ?? 'GET',
    headers: requestHeaders(request, upstream, self),
    body,
    signal,
    bodyTimeout: isStream ? 0 : UPSTREAM_TIMEOUT_MS,
  })
  const status = answer.statusCode
  response.writeHead(status, responseHeaders(answer.headers, status, request, self))
  if (!isBodiless(request, status)) return pipeline(answer.body, response)
  await answer.body.dump()
  response.end()
}

interface Passage {
  request: IncomingMessage
  response: ServerResponse
  upstream: Upstream
  /** At the upstream: checked, with its query. */
  path: string
  /** The origin of the page, for the forwarded headers. */
  self: string
}

/** Passes one request on and its answer back. */
export async function forward(passage: Passage): Promise<void> {
  const { request, response, upstream, self } = passage
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  let excess: unknown
  try {
    if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) throw new TooLarge()
    const body = bodyOf(request)
    body?.on('error', (error) => {
      excess = error
      gone.abort()
    })
    await exchange(passage, body, gone.signal)
  } catch (error) {
    // What still comes is thrown away: an unread body would reset the connection under the answer.
    request.resume()
    if (response.destroyed) return
    // Once the head is out, a cut connection is the only honest way to say that the body is not whole.
    if (response.headersSent) response.destroy()
    else sendProblem(response, proxiedHeaders(self), trouble(excess ?? error, upstream))
  }
}

/** Asks an upstream one question for the page and answers with its status and body only, as `/auth-health` does. */
export async function relayHealth(
  response: ServerResponse,
  upstream: Upstream,
  path: string,
  self: string,
): Promise<void> {
  try {
    const answer = await call(upstream.origin + path, {
      dispatcher: agent,
      headersTimeout: 5_000,
      bodyTimeout: 5_000,
    })
    const body = (await answer.body.text()).slice(0, 16_384)
    send(
      response,
      answer.statusCode,
      {
        ...proxiedHeaders(self),
        'Content-Type': passingType(answer.headers['content-type']),
        'Cache-Control': 'no-store',
      },
      body,
    )
  } catch (error) {
    sendProblem(response, proxiedHeaders(self), trouble(error, upstream))
  }
}
