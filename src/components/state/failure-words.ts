import type { Failure, FailureKind } from '~/domain/failure'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Words {
  title: () => string
  next: (failure: Failure) => string
}

/** For every kind of failure: what it is called, and what the reader can do about it. */
const words: Record<FailureKind, Words> = {
  unauthenticated: {
    title: m.kit_failure_unauthenticated,
    next: () => m.kit_failure_unauthenticated_next(),
  },
  forbidden: {
    title: m.kit_failure_forbidden,
    next: ({ requiredRoles }) =>
      requiredRoles.length === 0
        ? m.kit_failure_roles_unknown()
        : m.kit_failure_forbidden_next({ roles: formatList(requiredRoles) }),
  },
  'not-found': { title: m.kit_failure_not_found, next: () => m.kit_failure_not_found_next() },
  conflict: { title: m.kit_failure_conflict, next: () => m.kit_failure_conflict_next() },
  stale: { title: m.kit_failure_stale, next: () => m.kit_failure_stale_next() },
  invalid: { title: m.kit_failure_invalid, next: () => m.kit_failure_invalid_next() },
  limited: {
    title: m.kit_failure_limited,
    next: ({ retryAfterMs }) =>
      retryAfterMs === undefined
        ? m.kit_failure_limited_unknown()
        : m.kit_failure_limited_next({ seconds: Math.ceil(retryAfterMs / 1000) }),
  },
  unreachable: { title: m.kit_failure_unreachable, next: () => m.kit_failure_unreachable_next() },
  timeout: { title: m.kit_failure_timeout, next: () => m.kit_failure_timeout_next() },
  refused: { title: m.kit_failure_refused, next: () => m.kit_failure_refused_next() },
  'bad-gateway': { title: m.kit_failure_bad_gateway, next: () => m.kit_failure_bad_gateway_next() },
  server: { title: m.kit_failure_server, next: () => m.kit_failure_server_next() },
  malformed: { title: m.kit_failure_malformed, next: () => m.kit_failure_malformed_next() },
  unmeasured: { title: m.kit_failure_unmeasured, next: () => m.kit_failure_unmeasured_next() },
}

/** A stranger's error text is cut there (security.md, T17). */
const longest = 2000

export interface FailureWords {
  title: string
  /** The cause, as the server or the client put it. */
  cause: string
  next: string
}

/** A failure in words. Anything else that was thrown is a fault of ours and is said as such. */
export function failureWords(error: Error): FailureWords {
  const cause = error.message.slice(0, longest)
  const kind = 'kind' in error && typeof error.kind === 'string' ? error.kind : undefined
  const known = kind !== undefined && kind in words ? words[kind as FailureKind] : undefined
  if (known === undefined) {
    return { title: m.kit_failure_malformed(), cause, next: m.kit_failure_malformed_next() }
  }
  // `kind` is one of ours, so it is a Failure: components take only types from domain, so no instanceof here.
  return { title: known.title(), cause, next: known.next(error as Failure) }
}

/** The request id, if the failure has one. */
export const requestIdOf = (error: Error): string | undefined =>
  'requestId' in error && typeof error.requestId === 'string' ? error.requestId : undefined
