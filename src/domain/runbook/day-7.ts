/** Day 7, "Production Checklist": what can be measured is, and a person vouches for the rest until a date. */

import { limitIsEnforced } from './day-3'
import { alertArrived, serverCheck } from './day-6'
import type { Probes } from './probes'
import { judged, without } from './results'
import type { Step, StepResult } from './step'

/** A handshake that the Control Plane made says more than an address. */
export function isEncrypted(probes: Probes): StepResult {
  const shaken = serverCheck(probes, 'tls')
  const isTold = shaken.state === 'pass' || shaken.state === 'fail'
  const isSecure = URL.parse(probes.gatewayAddress)?.protocol === 'https:'
  return isSecure && isTold ? shaken : judgedByAddress(probes)
}

/** Plain http to anything but this machine lets keys be read on their way. */
function judgedByAddress(probes: Probes): StepResult {
  const { gatewayAddress, gatewayHealth, now } = probes
  const address = URL.parse(gatewayAddress)
  const seen = { request: gatewayAddress, at: now, excerpt: `scheme ${address?.protocol ?? '?'}` }
  const values = { address: gatewayAddress }
  if (address?.protocol === 'https:')
    return gatewayHealth.state === 'answered' && gatewayHealth.value.status === 200
      ? judged('unknown', 'tls_address', seen, values)
      : judged('unknown', 'tls_unproven', seen, values)
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(address?.hostname ?? '')
  return isLocal
    ? judged('waiting', 'tls_local', seen, values)
    : judged('fail', 'tls_plain', seen, values)
}

export const credentialsAreChanged = (probes: Probes) => serverCheck(probes, 'default_credentials')
export const keysAreUnique = (probes: Probes) => serverCheck(probes, 'keys_unique')
export const restartsClean = (probes: Probes) => serverCheck(probes, 'gateway_restart')
export const isMonitored = (probes: Probes) => serverCheck(probes, 'monitoring_active')
export const limitsWork = limitIsEnforced
export const alertingTested = alertArrived

/** An address that only this machine reaches is public nowhere; of any other, a person has to look from outside. */
export function isAdminApiPrivate(probes: Probes): StepResult {
  const bound = serverCheck(probes, 'admin_api_binding')
  return bound.state === 'pass' ? bound : onlyAttested(probes)
}

/** Nothing here can measure it. */
export const onlyAttested = ({ now }: Probes): StepResult => without('waiting', 'attest', now)

/** A person's word, where nothing was measured and it has not run out. */
export function withAttestation(step: Step, own: StepResult, probes: Probes): StepResult {
  const word = probes.kept.attestations[step.id]
  const isOpen = own.state === 'unknown' || own.state === 'waiting'
  if (!step.isAttestable || !isOpen || !word || own.because.code === 'asking') return own
  const seen = {
    request: 'attestation',
    at: Date.parse(word.at),
    excerpt: word.note,
    by: word.by,
  }
  const values = { name: word.by, until: word.until ?? '' }
  if (word.until !== null && !(Date.parse(word.until) > probes.now))
    return judged('waiting', 'attestation_over', seen, values)
  return word.note.trim() === '' ? own : judged('attested', 'attested', seen, values)
}
