/**
 * A call to an API as a consumer makes it: through the gateway, with an API key and without the console's token. It is its own
 * fetch because none of the Control Plane's rules hold for it: no retry, no JSON expected, any status is an answer.
 */

import { mutationOptions } from '@tanstack/react-query'

import { config } from '~/config/config'
import { Failure } from '~/domain/failure'
import { explain, type GatewayAnswer, type Verdict } from '~/domain/verdict'
import { m } from '~/i18n/gen/messages'

/** What is read of a body; the rest is not fetched. */
export const longestBody = 64 * 1024
/** Longer than the longest timeout a contract may have (60 s), so that the gateway's own 504 arrives. */
const timeoutMs = 65_000

export interface GatewayCall {
  method: string
  /** As the gateway sees it, query included: `/my-service-api/v1/health`. */
  path: string
  /** Kept in memory for the time of the call only. */
  apiKey: string
  headers?: Record<string, string>
  body?: string
}

export interface MeasuredAnswer extends GatewayAnswer {
  /** From the send to the end of what was read, in milliseconds. */
  durationMs: number
  /** The body was longer than {@link longestBody}. */
  isCut: boolean
  /** Bytes that were read. */
  size: number
}

/** The gateway's own address, for what is run elsewhere: snippets, hand-over texts. */
export const publicAddress = (path: string): string => config().gatewayPublicUrl + path

/** A call changes nothing of the Control Plane's. */
const meta = { invalidates: ['gateway'] }

export const gateway = {
  /** Its variables hold a key, so nothing of it outlives its panel. */
  call: () => mutationOptions({ mutationFn: callThroughGateway, gcTime: 0, meta }),
  /** Asks until the gateway serves the path, or no longer does, as expected; at most {@link patienceMs}. */
  verify: () => mutationOptions({ mutationFn: verifyRoute, meta }),
}

/** Within a second the gateway has a change (contract.md); one more is for a slow machine. */
const patienceMs = 2_000

export interface RouteProof {
  state: 'served' | 'absent' | 'unknown'
  /** How long it took to become as expected; absent when it did not. */
  afterMs?: number
}

/** A call without a key tells whether there is a route: an unknown one is 404 with that reason, a known one is anything else. */
async function verifyRoute(ask: {
  path: string
  expected: RouteProof['state']
}): Promise<RouteProof> {
  const startedAt = performance.now()
  for (;;) {
    // Each question waits for the answer to the one before.
    // oxlint-disable no-await-in-loop
    const answer = await callThroughGateway({ method: 'GET', path: ask.path, apiKey: '' })
    const state = routeState(explain(answer).verdict)
    const afterMs = performance.now() - startedAt
    if (state === ask.expected) return { state, afterMs }
    if (afterMs > patienceMs) return { state }
    await new Promise((resolve) => setTimeout(resolve, 250))
    // oxlint-enable no-await-in-loop
  }
}

function routeState(verdict: Verdict): RouteProof['state'] {
  if (verdict === 'route_unknown') return 'absent'
  return verdict === 'gateway_down' ? 'unknown' : 'served'
}

async function callThroughGateway(call: GatewayCall): Promise<MeasuredAnswer> {
  const url = addressOf(call.path)
  const startedAt = performance.now()
  try {
    const response = await fetch(url, {
      method: call.method,
      headers: { ...call.headers, ...(call.apiKey !== '' && { 'X-API-Key': call.apiKey }) },
      ...(call.body !== undefined && { body: call.body }),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const { text, isCut, size } = await readUpTo(response, longestBody)
    return {
      status: response.status,
      headers: [...response.headers],
      body: text,
      isCut,
      size,
      durationMs: performance.now() - startedAt,
    }
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError'
    throw isLate
      ? new Failure({
          kind: 'timeout',
          message: m.apis_call_no_answer({ seconds: timeoutMs / 1000 }),
        })
      : new Failure({ kind: 'unreachable', message: m.apis_call_unreachable() })
  }
}

/** The path stays below the gateway, whatever dots it holds: `/gateway/x/../../api` would be another server. */
function addressOf(path: string): URL {
  const base = new URL(config().gatewayBase, window.location.origin)
  const url = new URL(base.href.replace(/\/$/, '') + path)
  const isBelow =
    url.origin === base.origin && url.pathname.startsWith(`${base.pathname.replace(/\/$/, '')}/`)
  if (!isBelow) throw new Failure({ kind: 'invalid', message: m.apis_call_bad_path() })
  return url
}

async function readUpTo(
  response: Response,
  limit: number,
): Promise<{ text: string; isCut: boolean; size: number }> {
  const reader = response.body?.getReader()
  if (!reader) return { text: '', isCut: false, size: 0 }
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    // One chunk after the other is the point here.
    // oxlint-disable-next-line no-await-in-loop
    const { done, value } = await reader.read()
    if (done) return { text: text + decoder.decode(), isCut: false, size }
    const room = limit - size
    text += decoder.decode(value.subarray(0, room), { stream: true })
    size += value.length
    if (size > limit) {
      await reader.cancel()
      return { text, isCut: true, size: limit }
    }
  }
}
