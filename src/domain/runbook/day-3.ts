/** Day 3, "Set Up Policies": a limit that was seen to refuse, and CORS that lets in who is listed and nobody else. */

import type { PolicyFacts, Probes } from './probes'
import { answered, judged, without } from './results'
import type { StepResult } from './step'

const enabled = (policies: readonly PolicyFacts[], type: string) =>
  policies.filter((policy) => policy.type === type && policy.isEnabled)

function heldPolicy(probes: Probes, type: string, none: string): StepResult {
  return answered(probes, probes.policies, ({ request, at, value }) => {
    const found = enabled(value, type)
    const [first] = found
    if (!first) return without('waiting', none, at)
    const notHeld = found.find(({ held }) => held === 'absent' || held === 'differs')
    const shown = notHeld ?? found.find(({ held }) => held === 'held') ?? first
    const seen = { request, at, status: 200, excerpt: describe(shown) }
    const values = {
      name: shown.name,
      count: found.filter(({ held }) => held !== undefined).length,
      total: shown.among ?? found.length,
    }
    if (notHeld) return judged('fail', 'policy_not_held', seen, values)
    return shown.held === 'held'
      ? judged('pass', 'policy_held', seen, values)
      : judged('unknown', 'policy_untold', seen, values)
  })
}

const describe = ({ name, perMinute, burst, origins, held }: PolicyFacts) =>
  [
    name,
    perMinute !== undefined ? `${perMinute}/min burst ${burst ?? '?'}` : '',
    origins ? `origins ${origins.join(' ')}` : '',
    `gateway: ${held ?? '?'}`,
  ]
    .filter((part) => part !== '')
    .join('; ')

export const hasRateLimit = (probes: Probes): StepResult =>
  heldPolicy(probes, 'rate_limit', 'rate_limit_none')

export const hasCors = (probes: Probes): StepResult => heldPolicy(probes, 'cors', 'cors_none')

/** A burst proves the limits as they were; a limit that changed since wants another one. */
export function limitIsEnforced(probes: Probes): StepResult {
  const { kept, policies, now } = probes
  const { burst } = kept
  if (!burst) return without('waiting', 'burst_none', now)
  const { value, by, at } = burst
  const first = value.first === null ? '' : `; first 429 at call ${value.first}`
  const seen = {
    request: `${value.sent} calls to ${value.api}`,
    at: Date.parse(at),
    excerpt: `${value.admitted} passed, ${value.limited} answered 429; limit ${value.limit}${first}`,
    by,
  }
  const values = { sent: value.sent, admitted: value.admitted, limited: value.limited }
  if (value.verdict === 'not_enforced') return judged('fail', 'burst_not_enforced', seen, values)
  if (value.verdict === 'stricter') return judged('fail', 'burst_stricter', seen, values)
  if (value.verdict !== 'enforced' || value.admitted < 1 || value.limited < 1)
    return judged('unknown', 'burst_cannot_tell', seen, values)
  const changed =
    policies.state === 'answered'
      ? policies.value.find(
          ({ type, updatedAt }) => type === 'rate_limit' && Date.parse(updatedAt) > Date.parse(at),
        )
      : undefined
  if (changed) return judged('unknown', 'burst_changed', seen, { ...values, name: changed.name })
  return judged('pass', 'burst_enforced', seen, values)
}

export function corsIsEnforced(probes: Probes): StepResult {
  return answered(probes, probes.preflights, ({ request, at, value }) => {
    if (!value) return without('waiting', 'preflight_nothing', at)
    const { listed, foreign } = value
    const seen = {
      request,
      at,
      status: listed.status,
      excerpt: `${listed.origin}: ${said(listed.isAllowed)}; ${foreign.origin}: ${said(foreign.isAllowed)}`,
    }
    const values = { listed: listed.origin, foreign: foreign.origin }
    if (!listed.isAllowed) return judged('fail', 'preflight_refused', seen, values)
    if (foreign.isAllowed) return judged('fail', 'preflight_open', seen, values)
    return judged('pass', 'preflight_right', seen, values)
  })
}

const said = (isAllowed: boolean) => (isAllowed ? 'allowed' : 'refused')
