/** One call to a backend: the request streamed there, the answer streamed back, either side's end ending the other. */
import type { Dispatcher } from 'undici'
import { refuse, type Refusal } from '../access/refusal.ts'
import { answerHeaders, answerRefusal, hasBody, type Call } from '../call.ts'
import { BodyMeter, BodyTooLarge } from './body-meter.ts'
import { backendFailure, backendTooSlow } from './failure.ts'
import { connectionNamed, isBackendsOwn, toBackend } from './headers.ts'
import type { Target } from './target.ts'

export interface Forward {
  pool: Dispatcher
  target: Target
  /** Path and query at the backend. */
  path: string
  timeoutMs: number
  maxBytes: number | null
  tenant: string
  consumerId: string | null
}

/** An answer that stands still for so long is given up; before it begins, the contract's own timeout counts. */
const IDLE_BODY_MS = 60_000

/** Forwards the call; every way in which it can end is answered or ends the connection. */
export function forward(call: Call, to: Forward): void {
  new Exchange(call, to).start()
}

class Exchange implements Dispatcher.DispatchHandler {
  private readonly call: Call
  private readonly to: Forward
  private readonly sentAt = performance.now()
  private controller: Dispatcher.DispatchController | null = null
  private timer: NodeJS.Timeout | null = null
  /** Nothing is written to the client any more. */
  private isOver = false

  constructor(call: Call, to: Forward) {
    this.call = call
    this.to = to
  }

  start(): void {
    const { request, response } = this.call
    response.on('close', () => this.end())
    this.timer = setTimeout(() => {
      this.fail(backendTooSlow(this.to.target, this.to.timeoutMs))
    }, this.to.timeoutMs)
    this.to.pool.dispatch(
      {
        path: this.to.path,
        method: this.call.method,
        headers: toBackend(this.call, this.to),
        body: hasBody(request) ? this.body() : null,
        headersTimeout: 0,
        bodyTimeout: IDLE_BODY_MS,
      },
      this,
    )
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    if (this.isOver) controller.abort(new Error('the client is gone'))
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200 || this.isOver) return
    if (this.timer) clearTimeout(this.timer)
    this.call.upstreamMs = performance.now() - this.sentAt
    const headers = fromBackend(this.call, controller.rawHeaders)
    this.call.response.writeHead(status, answerHeaders(this.call, headers))
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isOver || this.call.response.write(chunk)) return
    controller.pause()
    this.call.response.once('drain', () => controller.resume())
  }

  onResponseEnd(): void {
    if (!this.isOver) this.call.response.end()
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (error instanceof BodyTooLarge) this.fail(bodyTooLarge(this.to.maxBytes ?? 0))
    else this.fail(backendFailure(error, this.to.target))
  }

  private body(): BodyMeter {
    // A long upload is no slow backend: the timeout counts from the last piece of it.
    const meter = new BodyMeter(this.to.maxBytes, () => this.timer?.refresh())
    // Undici reports the failure; without a listener of its own Node would take it for an uncaught one.
    meter.on('error', () => undefined)
    return this.call.request.pipe(meter)
  }

  private fail(refusal: Refusal): void {
    if (this.isOver) return
    answerRefusal(this.call, refusal)
    this.end()
  }

  /** After the answer, or the client, is gone: nothing more is asked of the backend. */
  private end(): void {
    if (this.timer) clearTimeout(this.timer)
    this.isOver = true
    if (!this.call.response.writableFinished) this.controller?.abort(new Error('the call is over'))
  }
}

/** The backend's headers for the caller, less the connection's own and what the gateway says itself. */
function fromBackend(call: Call, raw: Dispatcher.DispatchController['rawHeaders']): string[] {
  if (!Array.isArray(raw)) return []
  // HTTP/1 header values are bytes; latin1 keeps each of them.
  const flat = raw.map((item) => (typeof item === 'string' ? item : item.toString('latin1')))
  const named = connectionNamed(flat)
  const own = gatewaysOwn(call)
  const headers: string[] = []
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const name = flat[index] ?? ''
    const lower = name.toLowerCase()
    if (isBackendsOwn(lower) || named?.has(lower) || own(lower)) continue
    headers.push(name, flat[index + 1] ?? '')
  }
  return headers
}

/** Tells of a header name in lower case whether the gateway speaks in the backend's place. */
function gatewaysOwn(call: Call): (lower: string) => boolean {
  const { cors, responseHeaders } = call.rules ?? {}
  const names = call.headers.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
  // Several Vary headers add up.
  const own = new Set(names.filter((name) => name !== 'vary'))
  return (lower) =>
    own.has(lower) ||
    (responseHeaders?.dropped.has(lower) ?? false) ||
    (cors !== null && cors !== undefined && lower.startsWith('access-control-'))
}

/** The 413, also for a body whose length was announced. */
export function bodyTooLarge(maxBytes: number): Refusal {
  return refuse('body_too_large', `The body is larger than the ${maxBytes} bytes that are allowed.`)
}
