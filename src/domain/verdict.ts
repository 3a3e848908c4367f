/**
 * What an answer through the gateway means. The gateway signs its own refusals with a `reason`
 * (platform/gateway/access/refusal.ts); without one the backend itself has answered.
 */

import type { Json } from './record'
import { recordIn } from './record'

export interface GatewayAnswer {
  /** 0 for a redirect: the browser keeps to itself where it leads, and following it would carry the key there. */
  status: number
  headers: [name: string, value: string][]
  body: string
}

export type Verdict =
  | 'ok'
  | 'redirect'
  | 'web_page'
  | 'backend_says_no'
  | 'key_missing'
  | 'key_malformed'
  | 'key_unknown'
  | 'key_revoked'
  | 'key_expired'
  | 'token'
  | 'token_check'
  | 'consumer'
  | 'subscription'
  | 'wrong_api'
  | 'ip_refused'
  | 'cors'
  | 'too_large'
  | 'route_unknown'
  | 'limited'
  | 'quota'
  | 'backend_unreachable'
  | 'backend_broken'
  | 'backend_denied'
  | 'backend_timeout'
  | 'request'
  | 'gateway_fault'
  | 'gateway_down'
  | 'console_says_no'
  | 'gateway_says_no'

/** Every reason of the gateway (a test compares): those that share one mend share one verdict. */
const verdicts = {
  bad_request: 'request',
  path_refused: 'request',
  key_missing: 'key_missing',
  key_malformed: 'key_malformed',
  key_unknown: 'key_unknown',
  key_revoked: 'key_revoked',
  key_expired: 'key_expired',
  token_missing: 'token',
  token_invalid: 'token',
  jwt_policy_missing: 'token_check',
  consumer_suspended: 'consumer',
  consumer_blocked: 'consumer',
  consumer_unknown: 'consumer',
  subscription_pending: 'subscription',
  subscription_suspended: 'subscription',
  subscription_revoked: 'subscription',
  subscription_expired: 'subscription',
  subscription_rejected: 'subscription',
  wrong_api: 'wrong_api',
  ip_refused: 'ip_refused',
  cors_origin_refused: 'cors',
  cors_method_refused: 'cors',
  cors_headers_refused: 'cors',
  route_unknown: 'route_unknown',
  method_not_allowed: 'request',
  request_timeout: 'request',
  body_too_large: 'too_large',
  url_too_long: 'request',
  rate_limited: 'limited',
  plan_rate_limited: 'limited',
  daily_quota_exceeded: 'quota',
  monthly_quota_exceeded: 'quota',
  headers_too_large: 'request',
  client_closed: 'request',
  internal_error: 'gateway_fault',
  upgrade_unsupported: 'request',
  method_unsupported: 'request',
  backend_refused: 'backend_unreachable',
  backend_unreachable: 'backend_unreachable',
  backend_dns: 'backend_unreachable',
  backend_tls: 'backend_broken',
  backend_reset: 'backend_broken',
  backend_protocol: 'backend_broken',
  backend_address_denied: 'backend_denied',
  jwks_unavailable: 'token_check',
  backend_timeout: 'backend_timeout',
} as const satisfies Record<string, Verdict>

export type Reason = keyof typeof verdicts

const isKnown = (reason: string): reason is Reason => Object.hasOwn(verdicts, reason)

export interface Explained {
  verdict: Verdict
  /** The gateway's own word, where it is one of those known here. */
  reason?: Reason
  /** The sentence that the refusal itself carries, as it was sent. */
  detail?: string
  /** From `Retry-After`, in seconds. */
  retryAfterSeconds?: number
  requestId?: string
}

/**
 * @param answer as the browser got it
 * @returns who said it and what it means; a status that the gateway never explained is the backend's own
 */
export function explain(answer: GatewayAnswer): Explained {
  const problem = platformProblemOf(answer)
  const reason = textOf(problem?.['reason'])
  const detail = textOf(problem?.['detail'])
  const requestId = textOf(problem?.['request_id']) ?? headerOf(answer, 'x-request-id')
  const wait = Number(headerOf(answer, 'retry-after') ?? Number.NaN)
  return {
    verdict: verdictOf(answer, problem, reason),
    ...(reason !== undefined && isKnown(reason) && { reason }),
    ...(detail !== undefined && { detail }),
    ...(requestId !== undefined && { requestId }),
    ...(Number.isFinite(wait) && { retryAfterSeconds: wait }),
  }
}

/** What a line of the gateway's access log means, of which only status and reason are known. */
export function explainLogged({
  status,
  reason,
}: {
  status: number
  reason: string | null
}): Explained {
  if (reason === null) return { verdict: status < 400 ? 'ok' : 'backend_says_no' }
  return isKnown(reason) ? { verdict: verdicts[reason], reason } : { verdict: 'gateway_says_no' }
}

function verdictOf(
  answer: GatewayAnswer,
  problem: Record<string, unknown> | undefined,
  reason: string | undefined,
): Verdict {
  const { status } = answer
  if (status === 0) return 'redirect'
  if (reason !== undefined) return isKnown(reason) ? verdicts[reason] : 'gateway_says_no'
  // Signed by the platform and without a reason: the console's own server, to which the gateway did not answer, or which refused.
  if (problem) return status >= 502 ? 'gateway_down' : 'console_says_no'
  const isPage = /^(text\/html|application\/xhtml\+xml)\b/i.test(
    headerOf(answer, 'content-type') ?? '',
  )
  // The gateway numbers every answer: an error page without a number comes from something in front of it.
  if (isPage && status >= 502 && headerOf(answer, 'x-request-id') === undefined)
    return 'gateway_down'
  // An API that answers with a page is most often another server on that port.
  if (isPage) return 'web_page'
  return status < 400 ? 'ok' : 'backend_says_no'
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** The value of a header, whatever the case of its name. */
export function headerOf(answer: GatewayAnswer, name: string): string | undefined {
  return answer.headers.find(([header]) => header.toLowerCase() === name)?.[1]
}

/** A problem of the platform's own; a backend may use the same format for its own refusals. */
export function platformProblemOf(answer: GatewayAnswer): Json | undefined {
  if (!/^application\/problem\+json\b/i.test(headerOf(answer, 'content-type') ?? ''))
    return undefined
  const problem = recordIn(answer.body)
  return textOf(problem?.['type'])?.startsWith('urn:stoa:problem:') ? problem : undefined
}

const refusals = new Set<Verdict>([
  'key_missing',
  'key_malformed',
  'key_unknown',
  'key_revoked',
  'key_expired',
  'token',
  'token_check',
  'consumer',
  'subscription',
  'wrong_api',
  'ip_refused',
  'route_unknown',
  'request',
  'gateway_fault',
  'gateway_down',
  'console_says_no',
  'gateway_says_no',
])

/** Did the gateway take the key, whatever became of the call behind it? */
export const isKeyAccepted = (verdict: Verdict): boolean => !refusals.has(verdict)
