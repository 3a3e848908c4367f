/** Refusals and faults: every one leaves as RFC 9457 `application/problem+json`, never with a stack or with what was sent in. */
import type { Problem } from '../../../contract/contract.gen.ts'

export interface Fault {
  /** `/endpoint/url` in a body; `/query/sort`, `/path/id`, `/header/If-Match` elsewhere. */
  pointer: string
  detail: string
}

export interface ProblemDetails {
  errors?: Fault[]
  required_roles?: string[]
  headers?: Record<string, string>
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Conflict',
  412: 'Changed in the meantime',
  413: 'Too large',
  415: 'Wrong content type',
  421: 'Wrong host',
  422: 'Not valid',
  429: 'Too many requests',
  431: 'Too large',
  500: 'Internal error',
  502: 'Bad gateway',
  503: 'Not available',
  504: 'No answer in time',
  507: 'No space left',
}

/** What a handler throws to refuse. `detail` is a sentence for a person and never repeats what was sent in. */
export class Refusal extends Error {
  readonly status: number
  readonly details: ProblemDetails

  constructor(status: number, detail: string, details: ProblemDetails = {}) {
    super(detail)
    this.name = 'Refusal'
    this.status = status
    this.details = details
  }
}

/** 404, also for what belongs to another tenant (security.md T5). */
export function notFound(what: string): Refusal {
  return new Refusal(404, `There is no such ${what}.`)
}

/** 409; `pointer` names the field when one field is the cause. */
export function conflict(detail: string, pointer?: string): Refusal {
  return new Refusal(409, detail, pointer === undefined ? {} : { errors: [{ pointer, detail }] })
}

/** 422 with the faulty fields. */
export function invalid(...errors: Fault[]): Refusal {
  const [first] = errors
  const detail =
    first && errors.length === 1 ? first.detail : `${errors.length} fields are not valid.`
  return new Refusal(422, detail, { errors })
}

/** The body of a refusal. */
export function problemOf(refusal: Refusal, requestId: string): Problem {
  const { errors, required_roles } = refusal.details
  return {
    type: 'about:blank',
    title: TITLES[refusal.status] ?? 'Refused',
    status: refusal.status,
    detail: refusal.message,
    request_id: requestId,
    ...(required_roles && { required_roles }),
    ...(errors && { errors }),
  }
}

/** A refusal as an HTTP answer. */
export function problemResponse(refusal: Refusal, requestId: string): Response {
  return new Response(JSON.stringify(problemOf(refusal, requestId)), {
    status: refusal.status,
    headers: { 'Content-Type': 'application/problem+json', ...refusal.details.headers },
  })
}

/** SQLSTATE 53100 disk_full; PGlite reports the operating system's own words. */
const DISK_FULL = /no space left|could not (extend|write)|disk full|ENOSPC/i
/** Connection and resource classes of PostgreSQL: the server is not there or has no capacity. */
const UNAVAILABLE = /^(08|57P|53[234])/
const NETWORK_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE'])

/**
 * What a thrown thing means for the caller; undefined when it is a fault of our own (500).
 */
export function refusalFrom(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (!(error instanceof Error)) return undefined
  const code = (error as { code?: unknown }).code
  const known = typeof code === 'string' ? code : ''
  if (known === '53100' || known === 'ENOSPC' || DISK_FULL.test(error.message))
    return new Refusal(507, 'The disk is full: nothing was written. Reading still works.')
  // Written by two at once: the loser may try again.
  if (known === '40001' || known === '40P01')
    return new Refusal(409, 'Another change was made at the same time. Try again.', {
      headers: { 'Retry-After': '1' },
    })
  if (UNAVAILABLE.test(known) || NETWORK_CODES.has(known))
    return new Refusal(503, 'The database does not answer.', { headers: { 'Retry-After': '5' } })
  return undefined
}
