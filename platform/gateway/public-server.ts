/** The server that consumers call: APIs, and the two reserved names `/health` and `/metrics`. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { refuse, problemBody, statusOf, type Reason } from './access/refusal.ts'
import { answerHeaders, answerRefusal, beginCall, type Call } from './call.ts'
import type { Metrics } from './observe/metrics.ts'
import type { Recorder } from './observe/recorder.ts'
import type { Pipeline } from './pipeline.ts'

export interface PublicParts {
  pipeline: Pipeline
  recorder: Recorder
  metrics: Metrics
  version: string
  /** Milliseconds of the wall clock. */
  clock: () => number
  onFailure: (error: unknown) => void
}

const MOST_HEADER_BYTES = 16 * 1024
/** A client that sends its headers slower than this holds a connection for nothing. */
const HEADERS_TIMEOUT_MS = 10_000
/** Longer than the keep-alive of usual clients and proxies, so that they, not we, close an idle connection. */
const KEEP_ALIVE_MS = 65_000

/** The server, not yet listening. */
export function publicServer(parts: PublicParts): Server {
  const server = createServer({
    maxHeaderSize: MOST_HEADER_BYTES,
    headersTimeout: HEADERS_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // An upload may take its time; a stalled one is ended by the backend's time limit.
    requestTimeout: 0,
    // Refused in the pipeline instead, with a body that says so.
    requireHostHeader: false,
  })
  const isStopping = () => !server.listening
  const handle = (request: IncomingMessage, response: ServerResponse) =>
    serve(parts, beginCall(request, response, parts.clock(), isStopping))
  server.on('request', handle)
  // The body is asked for only when the call is admitted.
  server.on('checkContinue', handle)
  server.on('checkExpectation', handle)
  server.on('connect', (_, socket) => endRaw(parts, socket, 'method_unsupported'))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const reason = unreadable(error)
    // A connection that broke, or on which nothing was ever asked, is no request.
    if (!reason || ('bytesRead' in socket && socket.bytesRead === 0)) socket.destroy()
    else endRaw(parts, socket, reason)
  })
  return server
}

function serve(parts: PublicParts, call: Call): void {
  const { request, response } = call
  const name = request.url?.split('?', 1)[0]
  if (name === '/health' || name === '/metrics') {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      const allow = ['Allow', 'GET, HEAD']
      answerRefusal(call, refuse('method_not_allowed', `${name} is only read.`, allow))
    } else void answerReserved(parts, name, call)
    return
  }
  response.on('close', () => parts.recorder.finished(call))
  parts.pipeline.serve(call, parts.onFailure)
}

async function answerReserved(
  { metrics, version, onFailure }: PublicParts,
  name: '/health' | '/metrics',
  call: Call,
): Promise<void> {
  try {
    const { contentType, body } =
      name === '/metrics'
        ? await metrics.render()
        : { contentType: 'application/json', body: JSON.stringify({ status: 'ok', version }) }
    const length = String(Buffer.byteLength(body))
    const headers = ['Content-Type', contentType, 'Content-Length', length]
    headers.push('Cache-Control', 'no-store')
    call.response.writeHead(200, answerHeaders(call, headers))
    call.response.end(body)
  } catch (error) {
    onFailure(error)
    call.response.destroy()
  }
}

const SENTENCES: Partial<Record<Reason, string>> = {
  headers_too_large: `The request's headers are larger than ${MOST_HEADER_BYTES} bytes.`,
  request_timeout: 'The request did not arrive in time.',
  method_unsupported: 'CONNECT does not pass this gateway.',
}

function unreadable({ code = '' }: NodeJS.ErrnoException): Reason | null {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers_too_large'
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request_timeout'
  return code.startsWith('HPE_') ? 'bad_request' : null
}

/** Answers where there is no request object, and closes; nothing of such a request is known, so nothing is logged but its end. */
function endRaw(parts: PublicParts, socket: Duplex, reason: Reason): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const status = statusOf(reason)
  const none = { tenant: '', api: '', consumer: null, keyPrefix: null }
  parts.metrics.observe({ ...none, method: '', status, seconds: 0 })
  const requestId = crypto.randomUUID()
  const detail = SENTENCES[reason] ?? 'The request is no valid HTTP.'
  const body = problemBody(refuse(reason, detail), requestId)
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
