/** An answer that is no success, in the words of a Failure. Pure: reads what is given and asks nothing. */

import type { Json } from '~/domain/record'
import { isRecord, recordIn } from '~/domain/record'
import type { FailureKind, FieldFault } from '~/domain/failure'
import { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'

import { readRetryAfter } from './backoff'

/** What an error page of a foreign server may fill of ours (security.md T17). */
const LONGEST_DETAIL = 2_000

const KINDS: Record<number, FailureKind> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  409: 'conflict',
  410: 'not-found',
  412: 'stale',
  413: 'invalid',
  415: 'invalid',
  422: 'invalid',
  428: 'stale',
  429: 'limited',
  502: 'bad-gateway',
  503: 'bad-gateway',
  504: 'bad-gateway',
}

function kindOf(status: number): FailureKind {
  return KINDS[status] ?? (status >= 500 ? 'server' : 'invalid')
}

/** Prometheus understood the question and gives it up, or VictoriaMetrics does; a problem of the Control Plane has a number there. */
function isExecution(status: number, body: Json): boolean {
  return status === 422 && body['status'] === 'error'
}

const readProblem = (body: string): Json => recordIn(body) ?? {}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== ''
    ? value.slice(0, LONGEST_DETAIL)
    : undefined
}

function readFields(errors: unknown): FieldFault[] {
  if (!Array.isArray(errors)) return []
  return errors.flatMap((entry: unknown) => {
    if (!isRecord(entry)) return []
    const { pointer, detail } = entry
    return typeof pointer === 'string' && typeof detail === 'string' ? [{ pointer, detail }] : []
  })
}

function readRoles(roles: unknown): string[] {
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : []
}

/**
 * The Failure of an answer with a status from 300 up.
 * @param body the whole body; anything but problem+json is only good for its status
 * @param now for a `Retry-After` date, by the server's clock
 */
export function failureFrom(response: Response, body: string, now: number): Failure {
  const { status } = response
  const problem = readProblem(body)
  // Prometheus' own errors pass through unchanged: { status: "error", errorType, error }.
  const message =
    textOf(problem['detail']) ??
    textOf(problem['title']) ??
    textOf(problem['error']) ??
    m.errors_status({ status })
  const requestId = textOf(problem['request_id']) ?? response.headers.get('x-request-id')
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), now)
  return new Failure({
    kind: isExecution(status, problem) ? 'refused' : kindOf(status),
    message,
    status,
    ...(requestId && { requestId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    fields: readFields(problem['errors']),
    requiredRoles: readRoles(problem['required_roles']),
  })
}
