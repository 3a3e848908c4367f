/** Dialect R: the Control Plane API of the runbook, as `contract/openapi.yaml` describes it. */

import type { ControlPlane } from '~/api/control-plane/port'

import { access } from './runbook/access'
import { consumers } from './runbook/consumers'
import { contracts } from './runbook/contracts'
import { exploring } from './runbook/exploring'
import { logs } from './runbook/logs'
import { operations } from './runbook/operations'
import { platform } from './runbook/platform'
import { policies } from './runbook/policies'
import { portal } from './runbook/portal'
import { silences } from './runbook/silences'
import { subscriptions } from './runbook/subscriptions'

export const runbook: ControlPlane = {
  abilities: { idempotentCreates: true, conditionalChanges: true },
  ...platform,
  ...contracts,
  ...policies,
  ...consumers,
  ...access,
  ...subscriptions,
  ...portal,
  ...logs,
  ...exploring,
  ...silences,
  ...operations,
}
