/** What went wrong with a backend, in the words of the caller's answer. */
import { errors } from 'undici'
import { refuse, type Reason, type Refusal } from '../access/refusal.ts'
import { AddressDenied } from './connector.ts'
import type { Target } from './target.ts'

const BY_CODE: Record<string, Reason> = {
  ECONNREFUSED: 'backend_refused',
  ENOTFOUND: 'backend_dns',
  EAI_AGAIN: 'backend_dns',
  EAI_FAIL: 'backend_dns',
  EHOSTUNREACH: 'backend_unreachable',
  ENETUNREACH: 'backend_unreachable',
  EADDRNOTAVAIL: 'backend_unreachable',
  EHOSTDOWN: 'backend_unreachable',
  ETIMEDOUT: 'backend_unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'backend_unreachable',
  EPROTO: 'backend_tls',
  UND_ERR_HEADERS_OVERFLOW: 'backend_protocol',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'backend_protocol',
}

const SENTENCES: Partial<Record<Reason, string>> = {
  backend_refused: 'refused the connection: nothing listens there',
  backend_dns: 'has a name that cannot be resolved',
  backend_unreachable: 'cannot be reached',
  backend_tls: 'failed the TLS handshake',
  backend_protocol: 'sent an answer that is no valid HTTP',
  backend_reset: 'closed the connection before it answered',
}

/** The 502 for a failed call. */
export function backendFailure(error: unknown, target: Target): Refusal {
  if (isDenied(error))
    return refuse(
      'backend_address_denied',
      `The gateway does not connect to ${target.address}: ${error.message}.`,
    )
  const reason = reasonOf(error)
  const sentence = SENTENCES[reason] ?? 'failed'
  return refuse(reason, `The backend ${target.address} ${sentence}.${localhostHint(target)}`)
}

/** The 504 for a backend that did not answer in its contract's time. */
export function backendTooSlow(target: Target, timeoutMs: number): Refusal {
  return refuse(
    'backend_timeout',
    `The backend ${target.address} did not answer within ${timeoutMs / 1000} s.`,
  )
}

/** The runbook's own advice: inside a container, localhost is the container. */
function localhostHint(target: Target): string {
  return target.isLocalhost
    ? ' When the gateway runs in a container, "localhost" is the container itself: use host.docker.internal instead.'
    : ''
}

function reasonOf(error: unknown): Reason {
  const code = codeOf(error)
  const known = BY_CODE[code]
  if (known) return known
  // Node refuses to pass on what the parser let through: a header or a status of an impossible form.
  if (error instanceof errors.HTTPParserError || /^ERR_(HTTP|INVALID)_/.test(code))
    return 'backend_protocol'
  return /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED)/.test(code)
    ? 'backend_tls'
    : 'backend_reset'
}

/** Node tries several addresses of a name at once and then reports them together: the first one speaks for all. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function isDenied(error: unknown): error is AddressDenied {
  return error instanceof AddressDenied
}
