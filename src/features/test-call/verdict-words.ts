/** What an answer means, in one sentence: the gateway's reasons each have their own, the rest by who answered. */

import type { Explained, Reason, Verdict } from '~/domain/verdict'
import { m } from '~/i18n/gen/messages'

interface Facts {
  status: number
  timeout: string | undefined
}

const byVerdict: Record<Verdict, (facts: Facts) => string> = {
  ok: () => m.call_verdict_ok(),
  redirect: () => m.call_verdict_redirect(),
  web_page: () => m.call_verdict_web_page(),
  backend_says_no: ({ status }) => m.call_verdict_backend_says_no({ status }),
  key_missing: () => m.call_verdict_key_missing(),
  key_malformed: () => m.call_verdict_key_malformed(),
  key_unknown: () => m.call_verdict_key_unknown(),
  key_revoked: () => m.call_verdict_key_revoked(),
  key_expired: () => m.call_verdict_key_expired(),
  token: () => m.call_verdict_token(),
  token_check: () => m.call_verdict_token_check(),
  consumer: () => m.call_verdict_consumer(),
  subscription: () => m.call_verdict_subscription(),
  wrong_api: () => m.call_verdict_wrong_api(),
  ip_refused: () => m.call_verdict_ip(),
  cors: () => m.call_verdict_cors(),
  too_large: () => m.call_verdict_too_large(),
  route_unknown: () => m.call_verdict_route_unknown(),
  limited: () => m.call_verdict_limited(),
  quota: () => m.call_verdict_quota(),
  backend_unreachable: () => m.call_verdict_backend_unreachable(),
  backend_broken: () => m.call_verdict_backend_broken(),
  backend_denied: () => m.call_verdict_backend_denied(),
  backend_timeout: ({ timeout }) =>
    timeout === undefined
      ? m.call_verdict_backend_slow()
      : m.call_verdict_backend_timeout({ timeout }),
  request: ({ status }) => m.call_verdict_request({ status }),
  gateway_fault: () => m.call_verdict_gateway_fault(),
  gateway_down: () => m.call_verdict_gateway_down(),
  console_says_no: ({ status }) => m.call_verdict_console_says_no({ status }),
  gateway_says_no: ({ status }) => m.call_verdict_gateway_says_no({ status }),
}

/** Where one verdict has several causes, each with a mend of its own. */
const byReason: Partial<Record<Reason, () => string>> = {
  consumer_suspended: m.call_verdict_consumer_suspended,
  consumer_blocked: m.call_verdict_consumer_blocked,
  consumer_unknown: m.call_verdict_consumer_unknown,
  subscription_pending: m.call_verdict_subscription_pending,
  subscription_suspended: m.call_verdict_subscription_suspended,
  subscription_revoked: m.call_verdict_subscription_revoked,
  subscription_expired: m.call_verdict_subscription_expired,
  subscription_rejected: m.call_verdict_subscription_rejected,
  token_missing: m.call_verdict_token_missing,
  token_invalid: m.call_verdict_token_invalid,
  jwks_unavailable: m.call_verdict_jwks,
  plan_rate_limited: m.call_verdict_plan_limited,
  daily_quota_exceeded: m.call_verdict_quota_day,
  monthly_quota_exceeded: m.call_verdict_quota_month,
  backend_dns: m.call_verdict_backend_dns,
  backend_unreachable: m.call_verdict_backend_no_way,
  backend_tls: m.call_verdict_backend_tls,
  backend_reset: m.call_verdict_backend_reset,
}

/** What an answer means to whoever reads it. */
export type Sentence = (explained: Explained, facts: Facts) => string

/** The sentence for what came back, to those who keep the API. */
export const verdictSentence: Sentence = ({ reason, verdict }, facts) => {
  const own = reason === undefined ? undefined : byReason[reason]
  return own ? own() : byVerdict[verdict](facts)
}
