/** The same-origin reverse proxy: passes calls on, and says what is the matter when an upstream is down. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { Agent, errors, request as call } from 'undici'

import { send, sendProblem } from './answer.ts'
import type { Passage, Upstream } from './proxied-headers.ts'
import { passingType, requestHeaders, responseHeaders } from './proxied-headers.ts'
import { proxiedHeaders } from './security-headers.ts'

/** Just under the page's own 10 s, so that the answer that names the upstream is the one that arrives. */
const UPSTREAM_TIMEOUT_MS = 9_500
const CONNECT_TIMEOUT_MS = 3_000
const BODY_LIMIT = 1_048_576

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

const timeoutOf = (upstream: Upstream): number => upstream.timeoutMs ?? UPSTREAM_TIMEOUT_MS

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
      detail: `${where} did not answer within ${timeoutOf(upstream) / 1000} seconds.`,
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
  passage: Passage,
  body: Transform | null,
  signal: AbortSignal,
): Promise<void> {
  const { request, response, upstream, path } = passage
  const isStream = request.headers.accept?.includes('text/event-stream') ?? false
  const answer = await call(upstream.origin + path, {
    dispatcher: agent,
    method: request.method ?? 'GET',
    headers: requestHeaders(passage),
    body,
    signal,
    headersTimeout: timeoutOf(upstream),
    bodyTimeout: isStream ? 0 : timeoutOf(upstream),
  })
  const status = answer.statusCode
  response.writeHead(status, responseHeaders(answer.headers, status, passage))
  if (!isBodiless(request, status)) return pipeline(answer.body, response)
  await answer.body.dump()
  response.end()
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
