/** What an answer means to a developer: what they can do about it, and otherwise that it is the provider's to mend. */

import type { Reason, Verdict } from '~/domain/verdict'
import { type Sentence, verdictSentence } from '~/features/test-call/verdict-words'
import { m } from '~/i18n/gen/messages'

type Facts = Parameters<Sentence>[1]

/** A verdict that is not here is the caller's own matter: it says the same to everybody. */
const byVerdict: Partial<Record<Verdict, (facts: Facts) => string>> = {
  web_page: () => m.portal_verdict_web_page(),
  backend_says_no: ({ status }) => m.portal_verdict_backend_says_no({ status }),
  key_missing: () => m.portal_verdict_key_missing(),
  key_unknown: () => m.portal_verdict_key_unknown(),
  key_revoked: () => m.portal_verdict_key_revoked(),
  key_expired: () => m.portal_verdict_key_expired(),
  token_check: () => m.portal_verdict_token_check(),
  consumer: () => m.portal_verdict_consumer(),
  subscription: () => m.portal_verdict_subscription(),
  wrong_api: () => m.portal_verdict_wrong_api(),
  ip_refused: () => m.portal_verdict_ip(),
  cors: () => m.portal_verdict_cors(),
  too_large: () => m.portal_verdict_too_large(),
  route_unknown: () => m.portal_verdict_route_unknown(),
  limited: () => m.portal_verdict_limited(),
  backend_unreachable: () => m.portal_verdict_provider(),
  backend_broken: () => m.portal_verdict_provider(),
  backend_denied: () => m.portal_verdict_provider(),
  backend_timeout: () => m.portal_verdict_timeout(),
  gateway_fault: () => m.portal_verdict_gateway_fault(),
  gateway_down: () => m.portal_verdict_gateway_down(),
}

const byReason: Partial<Record<Reason, () => string>> = {
  subscription_pending: m.portal_verdict_pending,
  subscription_suspended: m.portal_verdict_suspended,
  subscription_revoked: m.portal_verdict_ended,
  subscription_expired: m.portal_verdict_ended,
  subscription_rejected: m.portal_verdict_ended,
}

/** The sentence for what came back. */
export const developerSentence: Sentence = (explained, facts) => {
  const { verdict, reason } = explained
  const own = reason === undefined ? undefined : byReason[reason]
  return own?.() ?? byVerdict[verdict]?.(facts) ?? verdictSentence(explained, facts)
}
