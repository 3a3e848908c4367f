/** The seven days and their steps, in order: what the wizard, the readiness page, the report and the palette read. */

import * as day1 from './day-1'
import * as day2 from './day-2'
import * as day3 from './day-3'
import * as day4 from './day-4'
import * as day5 from './day-5'
import * as day6 from './day-6'
import * as day7 from './day-7'
import type { Day, Step, StepId, StepKind } from './step'

interface Rest {
  kind?: StepKind
  needs?: readonly StepId[]
  isAttestable?: boolean
}

function step(
  id: StepId,
  verify: Step['verify'],
  { kind = 'passive', needs = [], isAttestable = kind === 'attested' }: Rest = {},
): Step {
  // An id is `day-`, a figure of `days`, a point and a name.
  return { id, day: Number(id[4]) as Day, kind, needs, isAttestable, verify }
}

const gateway: StepId = 'day-1.gateway'
const controlPlane: StepId = 'day-1.control-plane'

export const steps: readonly Step[] = [
  step(gateway, day1.gatewayIsWell),
  step(controlPlane, day1.controlPlaneIsWell),
  step('day-1.identity', day1.identityIsWell),
  step('day-1.session', day1.sessionIsAdmin, { needs: [controlPlane] }),

  step('day-2.contract', day2.hasContract, { needs: [controlPlane] }),
  step('day-2.route', day2.isRouted, { needs: [gateway, 'day-2.contract'] }),
  step('day-2.call', day2.isCallable, { kind: 'active', needs: [gateway, 'day-2.route'] }),

  step('day-3.rate-limit', day3.hasRateLimit, { needs: [gateway, controlPlane] }),
  step('day-3.burst', day3.limitIsEnforced, {
    kind: 'active',
    needs: [gateway, 'day-2.contract', 'day-3.rate-limit'],
  }),
  step('day-3.cors', day3.hasCors, { needs: [gateway, controlPlane], isAttestable: true }),
  step('day-3.preflight', day3.corsIsEnforced, {
    needs: [gateway, 'day-3.cors'],
    isAttestable: true,
  }),

  step('day-4.consumer', day4.hasConsumer, { needs: [controlPlane] }),
  step('day-4.subscription', day4.hasKey, { needs: ['day-2.contract', 'day-4.consumer'] }),
  step('day-4.key-required', day4.keyIsRequired, { needs: [gateway, 'day-2.route'] }),
  step('day-4.call', day4.keyWorks, { kind: 'active', needs: [gateway, 'day-4.subscription'] }),
  step('day-4.portal', day4.portalShows, { needs: ['day-2.contract'] }),

  step('day-5.target', day5.isScraped),
  step('day-5.metrics', day5.areCounted, { needs: ['day-5.target'] }),
  step('day-5.script', day7.onlyAttested, { kind: 'attested' }),
  step('day-5.logs', day5.logIsReadable, { needs: [controlPlane] }),

  step('day-6.rules', day6.rulesAreAtWork),
  step('day-6.test-alert', day6.alertArrived, { kind: 'active' }),
  step('day-6.external', day7.onlyAttested, { kind: 'attested' }),

  step('day-7.tls', day7.isEncrypted, { isAttestable: true }),
  step('day-7.admin-api', day7.isAdminApiPrivate, { kind: 'attested' }),
  step('day-7.credentials', day7.credentialsAreChanged, { isAttestable: true }),
  step('day-7.keys', day7.keysAreUnique),
  step('day-7.restart', day7.restartsClean, { needs: [gateway], isAttestable: true }),
  step('day-7.rate-limit', day7.limitsWork, { needs: ['day-3.burst'] }),
  step('day-7.log-rotation', day7.onlyAttested, { kind: 'attested' }),
  step('day-7.monitoring', day7.isMonitored, { needs: ['day-5.target'] }),
  step('day-7.alerting', day7.alertingTested, { needs: ['day-6.test-alert'] }),
  step('day-7.backup', day7.onlyAttested, { kind: 'attested' }),
  step('day-7.incident-runbook', day7.onlyAttested, { kind: 'attested' }),
]

/** The steps of a day, in order. */
export const stepsOf = (day: Day): readonly Step[] => steps.filter((one) => one.day === day)
