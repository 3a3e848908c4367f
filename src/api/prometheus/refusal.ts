/** A refusal in Prometheus' own shape (`status: "error"`), told as a Failure: its kind decides what a person can do about it. */

import type { FailureKind } from '~/domain/failure'
import { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'

/**
 * `errorType` of Prometheus 2 and 3 (`web/api/v1/api.go`). VictoriaMetrics writes the HTTP status there instead: a parse error
 * is `422`, not `bad_data`.
 */
const KINDS: ReadonlyMap<string, FailureKind> = new Map([
  ['bad_data', 'invalid'],
  ['execution', 'refused'],
  ['400', 'invalid'],
  ['422', 'refused'],
  ['timeout', 'timeout'],
  ['canceled', 'timeout'],
  ['503', 'bad-gateway'],
  ['unavailable', 'bad-gateway'],
  ['not_found', 'not-found'],
  ['404', 'not-found'],
  ['not_acceptable', 'malformed'],
  ['429', 'limited'],
  ['too_many_requests', 'limited'],
  // Mimir's, for an answer beyond its limits (`pkg/api/error`).
  ['too_large_entry', 'refused'],
])

/**
 * @param body with `status: "error"`
 */
export function refusal(body: object): Failure {
  const type = 'errorType' in body && typeof body.errorType === 'string' ? body.errorType : ''
  const error = 'error' in body && typeof body.error === 'string' ? body.error : ''
  return new Failure({
    kind: KINDS.get(type) ?? 'server',
    message: m.charts_refused({ reason: (error || type || '?').slice(0, 400) }),
  })
}
