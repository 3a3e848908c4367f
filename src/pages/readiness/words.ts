import type { StepAction } from '~/domain/artefacts/incident-runbook'
import type { CheckId, ExtraId, Group } from '~/domain/readiness'
import { isRequiredId } from '~/domain/readiness'
import { stepTitle } from '~/features/runbook/words'
import { m } from '~/i18n/gen/messages'

const groupTitles: Record<Group, () => string> = {
  security: m.readiness_security,
  reliability: m.readiness_reliability,
  operations: m.readiness_operations,
  measured: m.readiness_measured,
}

const extraTitles: Record<ExtraId, () => string> = {
  rules_loaded: m.readiness_check_rules_loaded,
  targets_up: m.readiness_check_targets_up,
  gateway_config_current: m.readiness_check_gateway_config_current,
  certificate: m.readiness_check_certificate,
  apis_limited: m.readiness_check_apis_limited,
  cors_wildcard: m.readiness_check_cors_wildcard,
  keys_expiring: m.readiness_check_keys_expiring,
  keys_unused: m.readiness_check_keys_unused,
  database_durable: m.readiness_check_database_durable,
  versions: m.readiness_check_versions,
}

export const ACTIONS: Record<StepAction, () => string> = {
  'failed-calls': m.readiness_action_logs,
  calls: m.readiness_action_calls,
  'locked-out': m.readiness_action_locked_out,
  consumers: m.readiness_action_consumers,
  policies: m.readiness_action_policies,
  'burst-lab': m.readiness_action_burst_lab,
  services: m.readiness_action_services,
}

export const groupTitle = (group: Group): string => groupTitles[group]()
export const checkTitle = (id: CheckId): string =>
  isRequiredId(id) ? stepTitle(id) : extraTitles[id]()
