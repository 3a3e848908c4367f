/**
 * A call to an API as a consumer makes it: through the gateway, with an API key and without the console's token. It is its own
 * fetch because none of the Control Plane's rules hold for it: no retry, no JSON expected, any status is an answer.
 */

import { mutationOptions } from '@tanstack/react-query'

import { config } from '~/config/config'
import { askedHeaders, type CorsAsk } from '~/domain/cors-check'
import { Failure } from '~/domain/failure'
import { explain, type GatewayAnswer, type Verdict } from '~/domain/verdict'
import { m } from '~/i18n/gen/messages'

import { type ReadBody, readBody } from './gateway-body'

/** Longer than the longest timeout a contract may have (60 s), so that the gateway's own 504 arrives. */
export const CALL_TIMEOUT_MS = 65_000

export interface GatewayCall {
  method: string
  /** As the gateway sees it, query included: `/my-service-api/v1/health`. */
  path: string
  /** Kept in memory for the time of the call only. */
  apiKey: string
  headers?: Record<string, string>
  body?: string
  /** The key is a moment old: until the gateway has it, it is unknown there. */
  isNewKey?: boolean
  /** Ends the call before its answer. */
  signal?: AbortSignal
}

export interface MeasuredAnswer extends GatewayAnswer, ReadBody {
  /** From the send to the end of what was read, in milliseconds; the way through the console's server is part of it. */
  durationMs: number
  /** When it was whole, in milliseconds since 1970. */
  receivedAt: number
}

/** A page at another origin that would like to call. */
export interface CorsAskAt extends CorsAsk {
  path: string
}

/** The gateway's own address, for what is run elsewhere: snippets, hand-over texts. */
export const publicAddress = (path: string): string => config().gatewayPublicUrl + path

/** A call changes nothing of the Control Plane's. */
const meta = { invalidates: ['gateway'] }

export const gateway = {
  /** Its variables hold a key, so nothing of it outlives its panel. */
  call: () => mutationOptions({ mutationFn: callOnceKnown, gcTime: 0, meta }),
  /** What a browser would hear before a page at another origin may call. */
  preflight: () => mutationOptions({ mutationFn: preflight, meta }),
  /** Asks until the gateway serves the path, or no longer does, as expected; at most {@link patienceMs}. */
  verify: () => mutationOptions({ mutationFn: verifyRoute, meta }),
}

/** Within a second the gateway has a change (contract.md); one more is for a slow machine. */
const patienceMs = 2_000

export interface RouteProof {
  state: 'served' | 'absent' | 'unknown'
  /** How long it took to become as expected; absent when it did not. */
  afterMs?: number
  /** What the last call was answered with. */
  status: number
  /** Milliseconds since 1970. */
  askedAt: number
}

/** A call without a key tells whether there is a route: an unknown one is 404 with that reason, a known one is anything else. */
export async function verifyRoute(ask: {
  path: string
  expected: RouteProof['state']
}): Promise<RouteProof> {
  const startedAt = performance.now()
  for (;;) {
    const answer = await callThroughGateway({ method: 'GET', path: ask.path, apiKey: '' })
    const state = routeState(explain(answer).verdict)
    const afterMs = performance.now() - startedAt
    const seen = { state, status: answer.status, askedAt: answer.receivedAt }
    if (state === ask.expected) return { ...seen, afterMs }
    if (afterMs > patienceMs) return seen
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

function routeState(verdict: Verdict): RouteProof['state'] {
  if (verdict === 'route_unknown') return 'absent'
  return verdict === 'gateway_down' || verdict === 'console_says_no' ? 'unknown' : 'served'
}

/** A refused key reaches no backend, so asking again with it is no second call. */
export async function callOnceKnown(call: GatewayCall): Promise<MeasuredAnswer> {
  const startedAt = performance.now()
  for (;;) {
    const answer = await callThroughGateway(call)
    const isUnknown = explain(answer).reason === 'key_unknown'
    if (!call.isNewKey || !isUnknown || performance.now() - startedAt > patienceMs) return answer
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}

/** A page may not name another origin than its own: the console's server does (platform/web/proxied-headers.ts, `x-ask-…`). */
export function preflight({ path, origin, method, headers }: CorsAskAt): Promise<MeasuredAnswer> {
  const asked = askedHeaders(headers)
  return callThroughGateway({
    method: 'OPTIONS',
    path,
    apiKey: '',
    headers: {
      'X-Ask-Origin': origin,
      'X-Ask-Method': method,
      ...(asked.length > 0 && { 'X-Ask-Headers': asked.join(',') }),
    },
  })
}

/**
 * One call, without any retry.
 * @throws a Failure when no answer came
 */
export async function callThroughGateway(call: GatewayCall): Promise<MeasuredAnswer> {
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
      signal: AbortSignal.any([
        AbortSignal.timeout(CALL_TIMEOUT_MS),
        ...(call.signal ? [call.signal] : []),
      ]),
    })
    const read = await readBody(response)
    return {
      ...read,
      status: response.status,
      headers: headersOf(response),
      durationMs: performance.now() - startedAt,
      receivedAt: Date.now(),
    }
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError'
    throw isLate
      ? new Failure({
          kind: 'timeout',
          message: m.call_no_answer({ seconds: CALL_TIMEOUT_MS / 1000 }),
        })
      : new Failure({ kind: 'unreachable', message: m.call_unreachable() })
  }
}

/** The path stays below the gateway, whatever dots it holds: `/gateway/x/../../api` would be another server. */
function addressOf(path: string): URL {
  const base = new URL(config().gatewayBase, window.location.origin)
  const url = new URL(base.href.replace(/\/$/, '') + path)
  const isBelow =
    url.origin === base.origin && url.pathname.startsWith(`${base.pathname.replace(/\/$/, '')}/`)
  if (!isBelow) throw new Failure({ kind: 'invalid', message: m.call_bad_path() })
  return url
}

/** Headers that the console's server puts in the place of the gateway's own (platform/web/security-headers.ts). */
const replaced = new Set(
  'cache-control content-disposition content-security-policy content-type cross-origin-opener-policy cross-origin-resource-policy permissions-policy referrer-policy strict-transport-security x-content-type-options x-frame-options x-upstream-answered'.split(
    ' ',
  ),
)
const shownAs = 'x-upstream-'

/** The headers as a consumer gets them, where the console's server stood between: what it replaced comes back under its name. */
function headersOf(response: Response): [string, string][] {
  const headers = [...response.headers]
  if (!response.headers.has('x-upstream-answered')) return headers
  return headers
    .filter(([name]) => !replaced.has(name))
    .map(([name, value]) => [name.startsWith(shownAs) ? name.slice(shownAs.length) : name, value])
}
