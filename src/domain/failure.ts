/** What can go wrong between the console and a server, in the words the pages need: one error type for every call. */

export type FailureKind =
  | 'unauthenticated' // 401 after one refresh and one replay: sign in again
  | 'forbidden' // 403: a role is missing
  | 'not-found'
  | 'conflict' // 409
  | 'stale' // 412: somebody else changed it
  | 'invalid' // 400, 422: fields name the faults
  | 'limited' // 429: retryAfterMs says how long
  | 'unreachable' // no readable answer at all
  | 'timeout'
  | 'refused' // a service behind the server answered that it will not: too many samples, a limit of its own
  | 'bad-gateway' // 502, 503, 504: a service behind the server gave no usable answer
  | 'server' // 500 and other 5xx
  | 'malformed' // an answer that is not what the contract says
  | 'unmeasured' // nothing was asked: the installation does not count what was meant

export interface FieldFault {
  /** JSON pointer into the request body, as the server sent it: `/endpoint/url`. */
  pointer: string
  detail: string
}

export interface FailureFacts {
  kind: FailureKind
  /** One sentence for a person: the cause. */
  message: string
  /** HTTP status; absent when no answer came. */
  status?: number
  requestId?: string
  fields?: FieldFault[]
  /** From `Retry-After`, in milliseconds. */
  retryAfterMs?: number
  /** On a 403: the roles that may. */
  requiredRoles?: string[]
}

export class Failure extends Error {
  readonly kind: FailureKind
  readonly status: number | undefined
  readonly requestId: string | undefined
  readonly fields: FieldFault[]
  readonly retryAfterMs: number | undefined
  readonly requiredRoles: string[]

  constructor(facts: FailureFacts) {
    super(facts.message)
    this.name = 'Failure'
    this.kind = facts.kind
    this.status = facts.status
    this.requestId = facts.requestId
    this.fields = facts.fields ?? []
    this.retryAfterMs = facts.retryAfterMs
    this.requiredRoles = facts.requiredRoles ?? []
  }
}
