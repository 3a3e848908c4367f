/** Day 1, "Verify Everything Works": each service says that it is well, in its own words, and the session may do the rest. */

import { recordIn } from '~/domain/record'

import type { Asked, HttpAnswer, Probes } from './probes'
import { answered, judged } from './results'
import type { StepResult } from './step'

type Answered = Extract<Asked<HttpAnswer>, { state: 'answered' }>

/** The console's server, or a proxy, found nobody behind it. */
const isAway = (status: number) => status >= 502 && status <= 504

interface Expectation {
  /** The services's word for "well". */
  status: string
  hasVersion: boolean
}

/** A health answer counts only when it is the service's own: 200 from another program proves nothing. */
function healthy(asked: Answered, { status: word, hasVersion }: Expectation): StepResult {
  const { status, body, latencyMs, contentType } = asked.value
  const { request, at } = asked
  const seen = { request, at, excerpt: body || contentType, status, latencyMs }
  if (status < 200 || status > 299)
    return judged('fail', isAway(status) ? 'service_down' : 'service_status', seen, { status })
  const fields = recordIn(body)
  if (!fields) return judged('fail', 'service_other_program', seen, { type: contentType || '—' })
  const version = typeof fields['version'] === 'string' ? fields['version'] : ''
  if (fields['status'] !== word || (hasVersion && version === ''))
    return judged('fail', 'service_wrong_body', seen, {
      expected: JSON.stringify({ status: word, ...(hasVersion && { version: '…' }) }),
    })
  return judged('pass', 'service_well', seen, { status, ms: Math.round(latencyMs), version })
}

/** No answer at all is a fault of the service here, and not a question left open. */
function health(probes: Probes, asked: Asked<HttpAnswer>, expected: Expectation): StepResult {
  if (asked.state === 'failed')
    return judged('fail', 'service_silent', {
      request: asked.request,
      at: asked.at,
      excerpt: asked.reason,
    })
  return answered(probes, asked, (answer) => healthy(answer, expected))
}

export const gatewayIsWell = (probes: Probes): StepResult =>
  health(probes, probes.gatewayHealth, { status: 'ok', hasVersion: true })

export const controlPlaneIsWell = (probes: Probes): StepResult =>
  health(probes, probes.controlPlaneHealth, { status: 'ok', hasVersion: false })

export function identityIsWell(probes: Probes): StepResult {
  const asked = probes.identityHealth
  if (asked.state === 'answered' && asked.value.status === 404)
    return judged('unknown', 'identity_no_way', {
      request: asked.request,
      at: asked.at,
      status: 404,
      excerpt: asked.value.body,
    })
  return health(probes, asked, { status: 'UP', hasVersion: false })
}

/** The Control Plane took the token and says what it may; an administrator's session can do the rest of the week. */
export function sessionIsAdmin(probes: Probes): StepResult {
  const { session, now } = probes
  return answered(probes, session, ({ request, at, value }) => {
    const { roles, audience, issuer, expiresAt } = value
    const excerpt = `iss=${issuer ?? '?'} aud=${audience.join(',') || '?'} roles=${roles.join(',')} exp=${
      expiresAt === undefined ? '?' : new Date(expiresAt).toISOString()
    }`
    const seen = { request, at, status: 200, excerpt, by: value.name }
    const values = { roles: roles.join(', '), issuer: issuer ?? '?' }
    if (expiresAt !== undefined && expiresAt <= now)
      return judged('fail', 'session_expired', seen, values)
    if (!value.isAdmin) return judged('unknown', 'session_reader', seen, values)
    return judged('pass', 'session_admin', seen, values)
  })
}
