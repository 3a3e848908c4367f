/** A finished call, told to the metrics and to the access log. */
import { statusOf, type Reason } from '../access/refusal.ts'
import type { Call } from '../call.ts'
import type { AccessEntry, AccessLog } from './access-log.ts'
import type { Metrics } from './metrics.ts'

/** Paths are logged up to here. */
const LONGEST_PATH = 1024
const KEYS_IN_PATH = /stoa_sk_[0-9a-f]+/gi

export class Recorder {
  private readonly metrics: Metrics
  private readonly log: AccessLog

  constructor(metrics: Metrics, log: AccessLog) {
    this.metrics = metrics
    this.log = log
  }

  /** To be called when the response is closed, once. */
  finished(call: Call): void {
    if (!call.response.writableFinished) call.reason ??= 'client_closed'
    const milliseconds = performance.now() - call.startedAt
    this.measure(call, milliseconds / 1000)
    this.log.write(entryOf(call, milliseconds))
  }

  private measure(call: Call, seconds: number): void {
    const { tenant, api } = call.route ?? NO_ROUTE
    this.metrics.observe({
      tenant,
      api,
      method: call.method,
      status: answeredStatus(call),
      seconds,
      consumer: consumerOf(call),
      keyPrefix: call.holder?.key.prefix ?? null,
    })
    if (isBackends(call.reason))
      this.metrics.upstreamError(tenant, api, call.reason.slice('backend_'.length))
  }
}

const NO_ROUTE = { tenant: '', api: '' }

function entryOf(call: Call, milliseconds: number): AccessEntry {
  const status = answeredStatus(call)
  return {
    timestamp: new Date(call.now).toISOString(),
    level: levelOf(status, call.reason),
    request_id: call.requestId,
    tenant: call.route?.tenant ?? null,
    api: call.route?.api ?? null,
    consumer: consumerOf(call),
    key_prefix: call.keyPrefix,
    method: call.method,
    path: loggedPath(call.request.url ?? ''),
    status,
    duration_ms: rounded(milliseconds),
    upstream_ms: call.upstreamMs === null ? null : rounded(call.upstreamMs),
    reason: call.reason,
  }
}

function consumerOf(call: Call): string | null {
  return call.holder?.consumer?.external_id ?? null
}

/** What the client was told; a client that left before any answer gets the log's own 499. */
function answeredStatus({ response }: Call): number {
  return response.headersSent ? response.statusCode : statusOf('client_closed')
}

function isBackends(reason: Reason | null): reason is Extract<Reason, `backend_${string}`> {
  return reason?.startsWith('backend_') ?? false
}

function levelOf(status: number, reason: Reason | null): 'info' | 'warn' | 'error' {
  if (status >= 500 || isBackends(reason)) return 'error'
  return status >= 400 ? 'warn' : 'info'
}

/** Without the query, and without a key that somebody put into the path. */
function loggedPath(url: string): string {
  // `http://user:password@host/` is no path; it was refused.
  if (!url.startsWith('/')) return '-'
  const end = url.search(/[?#]/)
  const path = (end < 0 ? url : url.slice(0, end)).slice(0, LONGEST_PATH)
  return path.toLowerCase().includes('stoa_sk_') ? path.replace(KEYS_IN_PATH, 'stoa_sk_…') : path
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100
}
