/** Which questions each step is judged by, so that one step can be asked about again. */

import type { StepId } from './step'
import { steps } from './steps'

/** Questions by the names that {@link ./probes} has for their answers; `kept` is what people have kept. */
export const questions = [
  'gatewayHealth',
  'controlPlaneHealth',
  'identityHealth',
  'session',
  'apis',
  'keyless',
  'calls',
  'policies',
  'preflights',
  'consumers',
  'subscriptions',
  'portal',
  'targets',
  'metrics',
  'rules',
  'checks',
  'kept',
] as const
export type Question = (typeof questions)[number]

const own: Record<StepId, readonly Question[]> = {
  'day-1.gateway': ['gatewayHealth'],
  'day-1.control-plane': ['controlPlaneHealth'],
  'day-1.identity': ['identityHealth'],
  'day-1.session': ['session'],
  'day-2.contract': ['apis'],
  'day-2.route': ['apis', 'keyless'],
  'day-2.call': ['calls'],
  'day-3.rate-limit': ['policies'],
  'day-3.burst': ['kept', 'policies'],
  'day-3.cors': ['policies', 'kept'],
  'day-3.preflight': ['policies', 'preflights', 'kept'],
  'day-4.consumer': ['consumers'],
  'day-4.subscription': ['subscriptions'],
  'day-4.key-required': ['keyless'],
  'day-4.call': ['calls', 'subscriptions'],
  'day-4.portal': ['portal'],
  'day-5.target': ['targets'],
  'day-5.metrics': ['metrics', 'calls'],
  'day-5.script': ['kept'],
  'day-5.logs': ['calls'],
  'day-6.rules': ['rules'],
  'day-6.test-alert': ['kept', 'checks'],
  'day-6.external': ['kept'],
  'day-7.tls': ['checks', 'gatewayHealth', 'kept'],
  'day-7.admin-api': ['checks', 'kept'],
  'day-7.credentials': ['checks', 'kept'],
  'day-7.keys': ['checks'],
  'day-7.restart': ['checks', 'kept'],
  'day-7.rate-limit': ['kept', 'policies'],
  'day-7.log-rotation': ['kept'],
  'day-7.monitoring': ['checks'],
  'day-7.alerting': ['kept', 'checks'],
  'day-7.backup': ['kept'],
  'day-7.incident-runbook': ['kept'],
}

/** What is asked for some steps and for what they rest on. */
export function questionsOf(some: readonly StepId[]): Question[] {
  const needed = some.flatMap((id) => [
    ...own[id],
    ...(steps.find((step) => step.id === id)?.needs ?? []).flatMap((need) => own[need]),
  ])
  return [...new Set(needed)]
}
