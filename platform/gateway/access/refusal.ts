/** Every way in which the gateway itself says no: one reason code, one status, one title each; the sentence is made where it is known. */

const REASONS = {
  bad_request: [400, 'Bad request'],
  path_refused: [400, 'Path refused'],
  key_missing: [401, 'API key missing'],
  key_malformed: [401, 'API key malformed'],
  key_unknown: [401, 'API key unknown'],
  key_revoked: [401, 'API key revoked'],
  key_expired: [401, 'API key expired'],
  token_missing: [401, 'Bearer token missing'],
  token_invalid: [401, 'Bearer token refused'],
  jwt_policy_missing: [401, 'No way to check the token'],
  consumer_suspended: [403, 'Consumer suspended'],
  consumer_blocked: [403, 'Consumer blocked'],
  consumer_unknown: [403, 'Consumer unknown'],
  subscription_pending: [403, 'Subscription waits for approval'],
  subscription_suspended: [403, 'Subscription suspended'],
  subscription_revoked: [403, 'Subscription revoked'],
  subscription_expired: [403, 'Subscription expired'],
  subscription_rejected: [403, 'Subscription rejected'],
  wrong_api: [403, 'Key of another API'],
  ip_refused: [403, 'Address refused'],
  cors_origin_refused: [403, 'Origin refused'],
  cors_method_refused: [403, 'Method refused'],
  cors_headers_refused: [403, 'Headers refused'],
  route_unknown: [404, 'No such route'],
  method_not_allowed: [405, 'Method not allowed'],
  request_timeout: [408, 'Request too slow'],
  body_too_large: [413, 'Body too large'],
  url_too_long: [414, 'URL too long'],
  rate_limited: [429, 'Rate limit exceeded'],
  plan_rate_limited: [429, "Plan's rate limit exceeded"],
  daily_quota_exceeded: [429, 'Daily quota exceeded'],
  monthly_quota_exceeded: [429, 'Monthly quota exceeded'],
  headers_too_large: [431, 'Headers too large'],
  /** Nobody reads this answer; it is what the log and the metrics say. */
  client_closed: [499, 'Client closed the request'],
  internal_error: [500, 'The gateway failed'],
  upgrade_unsupported: [501, 'WebSockets are not supported'],
  method_unsupported: [501, 'Method not supported'],
  backend_refused: [502, 'Backend refused the connection'],
  backend_unreachable: [502, 'Backend unreachable'],
  backend_dns: [502, 'Backend name not found'],
  backend_tls: [502, 'Backend TLS failed'],
  backend_reset: [502, 'Backend closed the connection'],
  backend_protocol: [502, 'Backend answer unreadable'],
  backend_address_denied: [502, 'Backend address denied'],
  jwks_unavailable: [502, 'Signing keys unavailable'],
  backend_timeout: [504, 'Backend too slow'],
} as const satisfies Record<string, readonly [number, string]>

export type Reason = keyof typeof REASONS

export interface Refusal {
  reason: Reason
  /** One sentence for the caller: what was refused and what mends it. Never a secret. */
  detail: string
  /** Header names and values, flat. */
  headers?: readonly string[]
}

export function refuse(reason: Reason, detail: string, headers?: readonly string[]): Refusal {
  return headers ? { reason, detail, headers } : { reason, detail }
}

export function statusOf(reason: Reason): number {
  return REASONS[reason][0]
}

/** The RFC 9457 body, as the contract has it for every error. */
export function problemBody(refusal: Refusal, requestId: string): string {
  const [status, title] = REASONS[refusal.reason]
  return JSON.stringify({
    type: `urn:stoa:problem:${refusal.reason.replaceAll('_', '-')}`,
    title,
    status,
    detail: refusal.detail,
    request_id: requestId,
    reason: refusal.reason,
  })
}
