import { paths } from '~/app/paths'
import type { StepAction } from '~/domain/artefacts/incident-runbook'
import type { CheckId } from '~/domain/readiness'
import { m } from '~/i18n/gen/messages'

/** Where a check is mended, and what the way there is called. */
export interface Fix {
  label: string
  to: string
}

/** One click from a check that does not stand to the place where it is mended; undefined where only a person elsewhere can. */
export function fixOf(id: CheckId, tenant: string): Fix | undefined {
  const day = (number: number): Fix => ({
    label: m.readiness_fix_day({ day: number }),
    to: paths.onboardingDay({ tenant, day: number }),
  })
  const fixes: Partial<Record<CheckId, Fix>> = {
    'day-7.tls': day(7),
    'day-7.admin-api': day(7),
    'day-7.keys': { label: m.readiness_action_consumers(), to: paths.access({ tenant }) },
    'day-7.restart': day(7),
    'day-7.rate-limit': { label: m.readiness_action_burst_lab(), to: paths.burstLab({ tenant }) },
    'day-7.log-rotation': day(7),
    'day-7.monitoring': day(5),
    'day-7.alerting': day(6),
    'day-7.backup': { label: m.readiness_fix_file(), to: '#files' },
    'day-7.incident-runbook': { label: m.readiness_fix_incidents(), to: '#incidents' },
    rules_loaded: day(6),
    targets_up: { label: m.doctor_check(), to: paths.doctor({ tenant }) },
    gateway_config_current: { label: m.doctor_check(), to: paths.doctor({ tenant }) },
    apis_limited: {
      label: m.readiness_fix_limit(),
      to: paths.newPolicy({ tenant, type: 'rate_limit' }),
    },
    cors_wildcard: {
      label: m.readiness_action_policies(),
      to: `${paths.policies({ tenant })}?policy_type=cors`,
    },
    keys_expiring: { label: m.readiness_action_consumers(), to: paths.access({ tenant }) },
    keys_unused: { label: m.readiness_action_consumers(), to: paths.access({ tenant }) },
    versions: { label: m.doctor_check(), to: paths.doctor({ tenant }) },
  }
  return fixes[id]
}

/** Where a step of the incident runbook is done. */
export function placeOf(action: StepAction, tenant: string): string {
  switch (action) {
    case 'calls':
      return paths.logs({ tenant })
    case 'failed-calls':
      return paths.logs({ tenant, status: '5xx' })
    case 'locked-out':
      return paths.lockedOut({ tenant })
    case 'consumers':
      return paths.consumers({ tenant })
    case 'policies':
      return `${paths.policies({ tenant })}?policy_type=rate_limit`
    case 'burst-lab':
      return paths.burstLab({ tenant })
    case 'services':
      return paths.doctor({ tenant })
    default:
      return action satisfies never
  }
}
