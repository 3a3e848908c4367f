/** The Control Plane that the console talks to: the one place that picks a dialect. */

import { runbook } from './dialects/runbook'
import type { ControlPlane } from './port'

export const controlPlane: ControlPlane = runbook
