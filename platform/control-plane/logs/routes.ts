/** `/v1/logs/{tenant}`: pages of the gateway's access log, or the log as it grows. */
import type { Api, Call } from '../core/calls.ts'
import type { Services } from '../core/services.ts'
import type { LogFilter } from './log-entry.ts'
import type { LogTail } from './log-tail.ts'

import { ownTenant } from '../core/access.ts'
import { ok } from '../core/answers.ts'
import { Refusal, invalid } from '../core/problems.ts'
import { hasLog } from './log-files.ts'
import { BadCursor, logPage } from './log-page.ts'
import { logStream } from './log-stream.ts'
import { logTail } from './log-tail.ts'

/** Readers that follow at the same time. */
const MAX_FOLLOWERS = 20
const MAX_STREAM_MS = 10 * 60_000

/** Registers the operation; following ends with `services.stopping`. */
export function registerLogs(api: Api, services: Services): void {
  const { gatewayLogFile } = services.environment
  const tail = gatewayLogFile === undefined ? null : logTail(gatewayLogFile)
  services.stopping.addEventListener('abort', () => void tail?.close())
  let followers = 0

  api.implement('listLogs', async (call) => {
    const filter = filterOf(call)
    if (gatewayLogFile === undefined || !tail)
      throw new Refusal(
        503,
        "The gateway's log is not readable from here. Set GATEWAY_LOG_FILE and start again.",
      )
    if (!isFollowing(call.request)) return page(gatewayLogFile, filter, call)
    if (followers >= MAX_FOLLOWERS)
      throw new Refusal(
        429,
        `${MAX_FOLLOWERS} readers follow the log already. Try again in a moment.`,
        {
          headers: { 'Retry-After': '10' },
        },
      )
    followers += 1
    const signal = AbortSignal.any([call.request.signal, services.stopping])
    return stream(tail, filter, { signal, lifeMs: lifeOf(call) }, () => {
      followers -= 1
    })
  })
}

function filterOf({ path, query, principal }: Call<'listLogs'>): LogFilter {
  const { from, to, status, api, consumer, search } = query
  return {
    tenant: ownTenant(principal, path.tenant),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(status !== undefined && { status }),
    ...(api !== undefined && { api }),
    ...(consumer !== undefined && { consumer }),
    ...(search !== undefined && { search }),
  }
}

function isFollowing(request: Request): boolean {
  return (request.headers.get('accept') ?? '').includes('text/event-stream')
}

async function page(logFile: string, filter: LogFilter, { query }: Call<'listLogs'>) {
  if (!(await hasLog(logFile)))
    throw new Refusal(
      503,
      'The gateway has not written a log yet, or it is not readable from here.',
      {
        headers: { 'Retry-After': '5' },
      },
    )
  try {
    return ok(await logPage(logFile, filter, query.limit, query.cursor))
  } catch (error) {
    if (error instanceof BadCursor)
      throw invalid({ pointer: '/query/cursor', detail: error.message })
    throw error
  }
}

function stream(
  tail: LogTail,
  filter: LogFilter,
  options: { signal: AbortSignal; lifeMs: number },
  onEnd: () => void,
): Response {
  return new Response(logStream(tail, filter, { ...options, onEnd }), {
    headers: { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' },
  })
}

/** A stream outlives neither the token that opened it (verified before the handler) nor ten minutes; its reader comes back. */
function lifeOf({ request, now }: Call<'listLogs'>): number {
  const [, payload = ''] = (request.headers.get('authorization') ?? '').split('.')
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    const isDated = typeof claims === 'object' && claims !== null && 'exp' in claims
    const left = isDated ? Number(claims.exp) * 1000 - now.getTime() : MAX_STREAM_MS
    return Math.min(MAX_STREAM_MS, Math.max(1_000, left))
  } catch {
    return MAX_STREAM_MS
  }
}
