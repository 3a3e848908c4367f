import { servedOf } from '~/domain/runbook/day-2'
import type { ApiFacts } from '~/domain/runbook/probes'
import type { Runbook } from '~/features/runbook/use-runbook'

/** What every part of a day is given. */
export interface PartProps {
  tenant: string
  runbook: Runbook
}

/** The APIs that the gateway serves, the newest first. */
export function servedApis({ probes: { apis } }: Runbook): readonly ApiFacts[] {
  return apis.state === 'answered' ? servedOf(apis.value) : []
}
