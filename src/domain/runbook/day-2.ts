/** Day 2, "Register Your First API": a contract that the gateway serves, and a call through it that its backend answered. */

import type { ApiFacts, KeylessCall, LoggedCall, Probes } from './probes'
import type { Verdict } from '~/domain/verdict'

import { answered, judged, without } from './results'
import type { StepResult } from './step'

/** Does the gateway serve it? */
export const isServed = ({ status }: Pick<ApiFacts, 'status'>): boolean =>
  status === 'published' || status === 'deprecated'

/** Those that can be called through the gateway, in their order. */
export const servedOf = (apis: readonly ApiFacts[]): ApiFacts[] =>
  apis.filter((api) => isServed(api) && api.path !== '')

/** As many APIs are called to see how the gateway meets a stranger: each call stands in its log and metrics. */
const SAMPLE = 3

/** The newest one, where the newest fault is; then those that want a key, which is half of what is asked. */
export function sampleOf<Api extends Pick<ApiFacts, 'path' | 'auth'>>(apis: readonly Api[]): Api[] {
  const [newest, ...others] = apis
  if (!newest) return []
  const isGuarded = ({ auth }: Api) => auth === 'api_key'
  return [newest, ...others.filter(isGuarded), ...others.filter((api) => !isGuarded(api))].slice(
    0,
    SAMPLE,
  )
}

/** How many APIs there are, where that is known: a sample of them was called. */
export const countOf = ({ apis }: Pick<Probes, 'apis'>, atLeast: number): number =>
  apis.state === 'answered' && apis.value.some(isServed)
    ? Math.max(apis.total ?? apis.value.filter(isServed).length, atLeast)
    : atLeast

export function hasContract(probes: Probes): StepResult {
  return answered(probes, probes.apis, ({ request, at, value, total }) => {
    const served = value.filter(isServed)
    const [first] = served
    const drafts = value.length - served.length
    if (!first)
      return drafts > 0
        ? without('waiting', 'contract_drafts', at, { count: total ?? drafts })
        : without('waiting', 'contract_none', at)
    const names = served.map(({ name, version }) => `${name} ${version}`).join(', ')
    return judged(
      'pass',
      'contract_there',
      { request, at, status: 200, excerpt: names },
      {
        count: total ?? served.length,
        name: `${first.name} ${first.version}`,
      },
    )
  })
}

/** By it the call is found in the gateway's log. */
export const idOf = ({ requestId }: KeylessCall): string =>
  requestId === undefined ? '' : ` request_id=${requestId}`

/** A call without a key tells whether the gateway has the route; what is behind it is not asked. */
export function isRouted(probes: Probes): StepResult {
  return answered(probes, probes.keyless, ({ request, at, value }) => {
    const [first] = value
    if (!first) return without('waiting', 'route_nothing', at)
    const broken = value.find(({ verdict }) => lost.has(verdict))
    const shown = broken ?? first
    const seen = {
      request: `GET ${shown.path}`,
      at,
      status: shown.status,
      excerpt: `${request}: ${shown.verdict}${idOf(shown)}`,
    }
    const values = { path: shown.path, status: shown.status }
    const looked = { count: value.length, total: countOf(probes, value.length) }
    if (!broken) return judged('pass', 'route_served', seen, { ...values, ...looked })
    return broken.verdict === 'route_unknown'
      ? judged('fail', 'route_unknown', seen, values)
      : judged('fail', 'route_no_gateway', seen, values)
  })
}

/** What says that the gateway has not got the route, or is not there. */
export const lost: ReadonlySet<Verdict> = new Set<Verdict>([
  'route_unknown',
  'gateway_down',
  'console_says_no',
  'gateway_fault',
  'web_page',
])

export const seenCall = (call: LoggedCall) => ({
  request: `${call.method} ${call.path}`,
  at: Date.parse(call.at),
  status: call.status,
  latencyMs: call.durationMs,
  excerpt: `request_id=${call.requestId}${call.reason === null ? '' : ` reason=${call.reason}`}${
    call.keyPrefix === null ? '' : ` key=${call.keyPrefix}…`
  }${call.consumer === null ? '' : ` consumer=${call.consumer}`}`,
})

const isAnswered = ({ status }: LoggedCall) => status >= 200 && status < 300
const isBackendFault = ({ status }: LoggedCall) => status >= 500

/**
 * Judged by the newest call that says something about the backend: a refusal of the caller (401, 403, 429) does not.
 * @param calls newest first
 */
export function judgeCalls(calls: readonly LoggedCall[], now: number): StepResult {
  const telling = calls.find((call) => isAnswered(call) || isBackendFault(call))
  if (telling) {
    const values = {
      status: telling.status,
      ms: Math.round(telling.durationMs),
      path: telling.path,
    }
    if (isAnswered(telling)) return judged('pass', 'call_answered', seenCall(telling), values)
    const code =
      telling.status === 504 ? 'call_504' : telling.status === 502 ? 'call_502' : 'call_5xx'
    return judged('fail', code, seenCall(telling), values)
  }
  const [refused] = calls
  if (!refused) return without('waiting', 'call_none', now)
  return judged('fail', 'call_refused', seenCall(refused), {
    status: refused.status,
    path: refused.path,
  })
}

export function isCallable(probes: Probes): StepResult {
  return answered(probes, probes.calls, ({ value, at }) => ({
    ...judgeCalls(value, at),
    checkedAt: new Date(at).toISOString(),
  }))
}
