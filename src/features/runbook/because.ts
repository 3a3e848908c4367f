/** The sentence for each reason that a step can have for its state. */

import type { Because } from '~/domain/runbook/step'
import { isStepId } from '~/domain/runbook/step'
import { formatInstant, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { saidText } from './said'
import { stepTitle } from './words'

/** Each takes the values that the judgement of that code carries; a test compares. */
const sentences: Record<string, (values: never) => string> = {
  asking: m.onboarding_because_asking,
  no_answer: m.onboarding_because_no_answer,
  service_well: m.onboarding_because_service_well,
  service_silent: m.onboarding_because_service_silent,
  service_down: m.onboarding_because_service_down,
  service_status: m.onboarding_because_service_status,
  service_other_program: m.onboarding_because_service_other_program,
  service_wrong_body: m.onboarding_because_service_wrong_body,
  identity_no_way: m.onboarding_because_identity_no_way,
  session_expired: m.onboarding_because_session_expired,
  session_reader: m.onboarding_because_session_reader,
  session_admin: m.onboarding_because_session_admin,
  contract_none: m.onboarding_because_contract_none,
  contract_drafts: m.onboarding_because_contract_drafts,
  contract_there: m.onboarding_because_contract_there,
  route_nothing: m.onboarding_because_route_nothing,
  route_served: m.onboarding_because_route_served,
  route_unknown: m.onboarding_because_route_unknown,
  route_no_gateway: m.onboarding_because_route_no_gateway,
  call_answered: m.onboarding_because_call_answered,
  call_502: m.onboarding_because_call_502,
  call_504: m.onboarding_because_call_504,
  call_5xx: m.onboarding_because_call_5xx,
  call_none: m.onboarding_because_call_none,
  call_refused: m.onboarding_because_call_refused,
  policy_not_held: m.onboarding_because_policy_not_held,
  policy_held: m.onboarding_because_policy_held,
  policy_untold: m.onboarding_because_policy_untold,
  rate_limit_none: m.onboarding_because_rate_limit_none,
  cors_none: m.onboarding_because_cors_none,
  burst_none: m.onboarding_because_burst_none,
  burst_not_enforced: m.onboarding_because_burst_not_enforced,
  burst_stricter: m.onboarding_because_burst_stricter,
  burst_cannot_tell: m.onboarding_because_burst_cannot_tell,
  burst_changed: m.onboarding_because_burst_changed,
  burst_enforced: m.onboarding_because_burst_enforced,
  preflight_nothing: m.onboarding_because_preflight_nothing,
  preflight_refused: m.onboarding_because_preflight_refused,
  preflight_open: m.onboarding_because_preflight_open,
  preflight_right: m.onboarding_because_preflight_right,
  consumer_none: m.onboarding_because_consumer_none,
  consumer_there: m.onboarding_because_consumer_there,
  key_there: m.onboarding_because_key_there,
  key_pending: m.onboarding_because_key_pending,
  key_none: m.onboarding_because_key_none,
  key_no_guarded: m.onboarding_because_key_no_guarded,
  key_not_enforced: m.onboarding_because_key_not_enforced,
  key_unclear: m.onboarding_because_key_unclear,
  key_enforced: m.onboarding_because_key_enforced,
  key_unused: m.onboarding_because_key_unused,
  portal_empty: m.onboarding_because_portal_empty,
  portal_shows: m.onboarding_because_portal_shows,
  target_none: m.onboarding_because_target_none,
  target_down: m.onboarding_because_target_down,
  target_untold: m.onboarding_because_target_untold,
  target_stale: m.onboarding_because_target_stale,
  target_up: m.onboarding_because_target_up,
  metrics_no_traffic: m.onboarding_because_metrics_no_traffic,
  metrics_waiting: m.onboarding_because_metrics_waiting,
  metrics_no_limit_yet: m.onboarding_because_metrics_no_limit_yet,
  metrics_fewer: m.onboarding_because_metrics_fewer,
  metrics_counted: m.onboarding_because_metrics_counted,
  log_empty: m.onboarding_because_log_empty,
  log_there: m.onboarding_because_log_there,
  rules_missing: m.onboarding_because_rules_missing,
  rules_failing: m.onboarding_because_rules_failing,
  rules_never_evaluated: m.onboarding_because_rules_never_evaluated,
  rules_stale: m.onboarding_because_rules_stale,
  rules_misfire: m.onboarding_because_rules_misfire,
  rules_no_absent: m.onboarding_because_rules_no_absent,
  rules_at_work: m.onboarding_because_rules_at_work,
  check_none: m.onboarding_because_check_none,
  check_pass: m.onboarding_because_check_pass,
  check_fail: m.onboarding_because_check_fail,
  check_unknown: m.onboarding_because_check_unknown,
  alert_none: m.onboarding_because_alert_none,
  alert_lost: m.onboarding_because_alert_lost,
  alert_under_way: m.onboarding_because_alert_under_way,
  alert_late: m.onboarding_because_alert_late,
  alert_old: m.onboarding_because_alert_old,
  alert_received: m.onboarding_because_alert_received,
  tls_address: m.onboarding_because_tls_address,
  tls_unproven: m.onboarding_because_tls_unproven,
  tls_plain: m.onboarding_because_tls_plain,
  tls_local: m.onboarding_because_tls_local,
  attest: m.onboarding_because_attest,
  attestation_over: m.onboarding_because_attestation_over,
  attested: m.onboarding_because_attested,
  needs: m.onboarding_because_needs,
  needs_failed: m.onboarding_because_needs_failed,
}

/** Is there a sentence for this code? */
export const isKnownReason = (code: string): boolean => Object.hasOwn(sentences, code)

/** These are counts; other figures are a status, a port, a version. */
const counts = new Set('count total requests calls logged sent admitted limited'.split(' '))

const counted = (values: Because['values']): Because['values'] =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' && counts.has(name) ? formatNumber(value) : value,
    ]),
  )

/** Why a step is in its state. A code of a newer list is shown as it is. */
export function becauseText(because: Because): string {
  const { code, values } = because
  const sentence = sentences[code]
  if (!sentence) return code
  const { step, until } = values
  const shown = {
    ...counted(values),
    evidence: saidText(because) ?? values['evidence'] ?? '',
    ...(typeof step === 'string' && isStepId(step) && { step: stepTitle(step) }),
    ...(typeof until === 'string' && until !== '' && { until: formatInstant(Date.parse(until)) }),
  }
  // Checked by a test for every code: the domain gives each sentence what stands in it.
  return sentence(shown as never)
}
