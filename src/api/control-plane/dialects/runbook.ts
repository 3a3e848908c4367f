/** Dialect R: the Control Plane API of the runbook, as `contract/openapi.yaml` describes it. */

import type { ControlPlane } from '~/api/control-plane/port'

import { consumers } from './runbook/consumers'
import { contracts } from './runbook/contracts'
import { platform } from './runbook/platform'
import { policies } from './runbook/policies'
import { subscriptions } from './runbook/subscriptions'

export const runbook: ControlPlane = {
  abilities: { idempotentCreates: true, conditionalChanges: true },
  ...platform,
  ...contracts,
  ...policies,
  ...consumers,
  ...subscriptions,
}
