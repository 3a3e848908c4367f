/** What the runbook's days, steps and states are called on screen. */

import type { Day, StepId, StepState } from '~/domain/runbook/step'
import { m } from '~/i18n/gen/messages'

const dayTitles: Record<Day, () => string> = {
  1: m.onboarding_day_1,
  2: m.onboarding_day_2,
  3: m.onboarding_day_3,
  4: m.onboarding_day_4,
  5: m.onboarding_day_5,
  6: m.onboarding_day_6,
  7: m.onboarding_day_7,
}
const dayReasons: Record<Day, () => string> = {
  1: m.onboarding_why_1,
  2: m.onboarding_why_2,
  3: m.onboarding_why_3,
  4: m.onboarding_why_4,
  5: m.onboarding_why_5,
  6: m.onboarding_why_6,
  7: m.onboarding_why_7,
}
const stepTitles: Record<StepId, () => string> = {
  'day-1.gateway': m.onboarding_step_day_1_gateway,
  'day-1.control-plane': m.onboarding_step_day_1_control_plane,
  'day-1.identity': m.onboarding_step_day_1_identity,
  'day-1.session': m.onboarding_step_day_1_session,
  'day-2.contract': m.onboarding_step_day_2_contract,
  'day-2.route': m.onboarding_step_day_2_route,
  'day-2.call': m.onboarding_step_day_2_call,
  'day-3.rate-limit': m.onboarding_step_day_3_rate_limit,
  'day-3.burst': m.onboarding_step_day_3_burst,
  'day-3.cors': m.onboarding_step_day_3_cors,
  'day-3.preflight': m.onboarding_step_day_3_preflight,
  'day-4.consumer': m.onboarding_step_day_4_consumer,
  'day-4.subscription': m.onboarding_step_day_4_subscription,
  'day-4.key-required': m.onboarding_step_day_4_key_required,
  'day-4.call': m.onboarding_step_day_4_call,
  'day-4.portal': m.onboarding_step_day_4_portal,
  'day-5.target': m.onboarding_step_day_5_target,
  'day-5.metrics': m.onboarding_step_day_5_metrics,
  'day-5.script': m.onboarding_step_day_5_script,
  'day-5.logs': m.onboarding_step_day_5_logs,
  'day-6.rules': m.onboarding_step_day_6_rules,
  'day-6.test-alert': m.onboarding_step_day_6_test_alert,
  'day-6.external': m.onboarding_step_day_6_external,
  'day-7.tls': m.onboarding_step_day_7_tls,
  'day-7.admin-api': m.onboarding_step_day_7_admin_api,
  'day-7.credentials': m.onboarding_step_day_7_credentials,
  'day-7.keys': m.onboarding_step_day_7_keys,
  'day-7.restart': m.onboarding_step_day_7_restart,
  'day-7.rate-limit': m.onboarding_step_day_7_rate_limit,
  'day-7.log-rotation': m.onboarding_step_day_7_log_rotation,
  'day-7.monitoring': m.onboarding_step_day_7_monitoring,
  'day-7.alerting': m.onboarding_step_day_7_alerting,
  'day-7.backup': m.onboarding_step_day_7_backup,
  'day-7.incident-runbook': m.onboarding_step_day_7_incident_runbook,
}
const stateWords: Record<StepState, () => string> = {
  pass: m.onboarding_state_pass,
  fail: m.onboarding_state_fail,
  unknown: m.onboarding_state_unknown,
  waiting: m.onboarding_state_waiting,
  attested: m.onboarding_state_attested,
}

export const dayTitle = (day: Day): string => dayTitles[day]()
export const dayReason = (day: Day): string => dayReasons[day]()
export const stepTitle = (id: StepId): string => stepTitles[id]()
export const stateWord = (state: StepState): string => stateWords[state]()
