/** The HTTP application: the gate, the dispatcher, and what happens to every answer on its way out. */
import { Hono } from 'hono'

import type { Dispatcher, Trace } from './dispatcher.ts'
import {
  dress,
  preflightAnswer,
  requestIdOf,
  requireHost,
  requireOrigin,
  requirePlainPath,
} from './gate.ts'
import { Refusal, problemResponse, refusalFrom } from './problems.ts'
import type { RequestMetrics } from './request-metrics.ts'
import type { Services } from './services.ts'

/** What the Node adapter puts beside the request. */
interface Bindings {
  incoming?: { url?: string }
}

/** Answers every request, whatever it is: there is no way past the last line of this function. */
export function appOf(
  services: Services,
  dispatcher: Dispatcher,
  metrics: RequestMetrics,
): Hono<{ Bindings: Bindings }> {
  const { allowedHosts, allowedOrigins } = services.environment
  const app = new Hono<{ Bindings: Bindings }>()

  const answerTo = async (request: Request, target: string, requestId: string, trace: Trace) => {
    requireHost(request, allowedHosts)
    requireOrigin(request, allowedOrigins)
    requirePlainPath(target)
    return (
      preflightAnswer(request) ??
      dispatcher.dispatch({ request, url: new URL(request.url), requestId }, trace)
    )
  }

  app.all('*', async (context) => {
    const started = performance.now()
    const request = context.req.raw
    const requestId = requestIdOf(request)
    const trace: Trace = { route: 'none' }
    // The Bindings are absent when a test calls the application without a server.
    const target = (context.env as Bindings | undefined)?.incoming?.url ?? pathOf(request.url)
    let response: Response
    try {
      response = await answerTo(request, target, requestId, trace)
    } catch (error) {
      response = problemResponse(refusalOf(services, error, { requestId, trace }), requestId)
    }
    const seconds = (performance.now() - started) / 1000
    metrics.observe({
      method: request.method,
      status: response.status,
      route: trace.route,
      seconds,
    })
    services.log.info({
      request_id: requestId,
      method: request.method,
      route: trace.route,
      status: response.status,
      duration_ms: Math.round(seconds * 1e5) / 100,
      ...(trace.caller !== undefined && { caller: trace.caller }),
    })
    return dress(response, request, { requestId, origins: allowedOrigins })
  })
  return app
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

function refusalOf(
  { log }: Services,
  error: unknown,
  { requestId, trace }: { requestId: string; trace: Trace },
): Refusal {
  const refusal = refusalFrom(error)
  const place = { request_id: requestId, route: trace.route }
  if (error instanceof Refusal) {
    // Decided by a handler: something that we stand on is away.
    if (error.status >= 500) log.warn({ ...place, reason: error.message }, 'request refused')
    return error
  }
  if (!refusal || refusal.status >= 500) log.error({ ...place, err: error }, 'request failed')
  return (
    refusal ?? new Refusal(500, 'Something went wrong here. The request id finds it in the log.')
  )
}
