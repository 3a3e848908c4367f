/** What the words of alerts are called on screen. */

import type { Operator } from '~/domain/alert-rule'
import type { SilenceFaults } from '~/domain/silence'
import type { runbookRules } from '~/domain/runbook/day-6'
import { m } from '~/i18n/gen/messages'

/** Who sees the series of all tenants; roles in the client are for display only. */
export const PLATFORM_ROLE = 'cpi-admin'

/** What nobody is told of while the rule is missing. */
export const needWords: Record<(typeof runbookRules)[number], () => string> = {
  StoaGatewayDown: m.alerts_need_down,
  StoaHighErrorRate: m.alerts_need_errors,
  StoaRateLimitStorm: m.alerts_need_storm,
}

/** When a rule fires, of a threshold that is written out already. */
export const firesWords: Record<Operator, (inputs: { threshold: string }) => string> = {
  '>': m.alerts_fires_above,
  '>=': m.alerts_fires_from,
  '<': m.alerts_fires_below,
  '<=': m.alerts_fires_to,
  '==': m.alerts_fires_at,
  '!=': m.alerts_fires_unless,
}

export const faults: SilenceFaults = {
  labels: m.alerts_fault_labels,
  comment: m.alerts_fault_comment,
}
