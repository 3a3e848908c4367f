/**
 * What an answer through the gateway means. The gateway signs its own refusals with a `reason`
 * (platform/gateway/access/refusal.ts); without one the backend itself has answered.
 */

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
  | 'key_unknown'
  | 'key_revoked'
  | 'key_expired'
  | 'token'
  | 'consumer'
  | 'subscription'
  | 'wrong_api'
  | 'policy'
  | 'route_unknown'
  | 'limited'
  | 'quota'
  | 'backend_unreachable'
  | 'backend_denied'
  | 'backend_timeout'
  | 'gateway_down'
  | 'gateway_says_no'

/** Reasons with a verdict of their own; those that share one mend share one verdict. */
const verdicts: Record<string, Verdict> = {
  key_missing: 'key_missing',
  key_malformed: 'key_unknown',
  key_unknown: 'key_unknown',
  key_revoked: 'key_revoked',
  key_expired: 'key_expired',
  token_missing: 'token',
  token_invalid: 'token',
  jwt_policy_missing: 'token',
  consumer_suspended: 'consumer',
  consumer_blocked: 'consumer',
  consumer_unknown: 'consumer',
  subscription_pending: 'subscription',
  subscription_suspended: 'subscription',
  subscription_revoked: 'subscription',
  subscription_expired: 'subscription',
  subscription_rejected: 'subscription',
  wrong_api: 'wrong_api',
  ip_refused: 'policy',
  cors_origin_refused: 'policy',
  cors_method_refused: 'policy',
  cors_headers_refused: 'policy',
  body_too_large: 'policy',
  route_unknown: 'route_unknown',
  rate_limited: 'limited',
  plan_rate_limited: 'limited',
  daily_quota_exceeded: 'quota',
  monthly_quota_exceeded: 'quota',
  backend_refused: 'backend_unreachable',
  backend_unreachable: 'backend_unreachable',
  backend_dns: 'backend_unreachable',
  backend_tls: 'backend_unreachable',
  backend_reset: 'backend_unreachable',
  backend_protocol: 'backend_unreachable',
  backend_address_denied: 'backend_denied',
  backend_timeout: 'backend_timeout',
}

export interface Explained {
  verdict: Verdict
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
  const problem = problemOf(answer)
  const detail = textOf(problem?.['detail'])
  const requestId = textOf(problem?.['request_id'])
  const wait = Number(headerOf(answer, 'retry-after') ?? Number.NaN)
  return {
    verdict: verdictOf(answer, problem),
    ...(detail !== undefined && { detail }),
    ...(requestId !== undefined && { requestId }),
    ...(Number.isFinite(wait) && { retryAfterSeconds: wait }),
  }
}

function verdictOf(answer: GatewayAnswer, problem: Record<string, unknown> | undefined): Verdict {
  const { status } = answer
  if (status === 0) return 'redirect'
  const reason = textOf(problem?.['reason'])
  if (reason !== undefined)
    return Object.hasOwn(verdicts, reason)
      ? (verdicts[reason] ?? 'gateway_says_no')
      : 'gateway_says_no'
  // The console's own proxy signs as the gateway's neighbour: the gateway itself did not answer.
  if (problem && isPlatformProblem(problem) && status >= 502) return 'gateway_down'
  // An API that answers with a page is most often another server on that port.
  if (/^(text\/html|application\/xhtml\+xml)\b/i.test(headerOf(answer, 'content-type') ?? ''))
    return 'web_page'
  return status < 400 ? 'ok' : 'backend_says_no'
}

const isPlatformProblem = (problem: Record<string, unknown>) =>
  textOf(problem['type'])?.startsWith('urn:stoa:problem:') ?? false

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** The value of a header, whatever the case of its name. */
export function headerOf(answer: GatewayAnswer, name: string): string | undefined {
  return answer.headers.find(([header]) => header.toLowerCase() === name)?.[1]
}

function problemOf(answer: GatewayAnswer): Record<string, unknown> | undefined {
  if (!/^application\/problem\+json\b/i.test(headerOf(answer, 'content-type') ?? ''))
    return undefined
  try {
    const parsed: unknown = JSON.parse(answer.body)
    return typeof parsed === 'object' && parsed !== null
      ? (parsed as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

const refusals = new Set<Verdict>([
  'key_missing',
  'key_unknown',
  'key_revoked',
  'key_expired',
  'token',
  'consumer',
  'subscription',
  'wrong_api',
  'route_unknown',
  'gateway_down',
  'gateway_says_no',
])

/** Did the gateway take the key, whatever became of the call behind it? */
export const isKeyAccepted = (verdict: Verdict): boolean => !refusals.has(verdict)
