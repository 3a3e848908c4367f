/** What of the audit trail's page stands in the URL: the filters, the range and the page. */

import type { AuditFilter } from '~/api/audit'
import { oneOf, type SearchOf, text, whole } from '~/app/params'
import { faultOf, windowOf } from '~/domain/time-range'

/** As the Control Plane calls them. */
export const TYPES = [
  'contract',
  'policy',
  'plan',
  'consumer',
  'subscription',
  'alert',
  'silence',
  'onboarding',
] as const

export const ACTIONS = [
  'create',
  'update',
  'delete',
  'publish',
  'deprecate',
  'retire',
  'update-openapi',
  'bind',
  'unbind',
  'import',
  'suspend',
  'activate',
  'block',
  'approve',
  'reject',
  'reactivate',
  'revoke',
  'rotate-key',
  'revoke-old-key',
  'expire',
  'test-alert',
] as const

export const PAGE_SIZE = 50

/** Choosing a range is a step that Back undoes, unlike typing. */
const point = (fallback: string) => ({ ...text(fallback), isTyped: false })

export const searchSchema = {
  search: text(''),
  type: oneOf(TYPES),
  action: oneOf(ACTIONS),
  actor: text(''),
  /** Empty: from the beginning. */
  from: point(''),
  to: point('now'),
  page: whole(1),
}

export type AuditSearch = SearchOf<typeof searchSchema>

const instant = (seconds: number) => new Date(seconds * 1000).toISOString()

/** The ends of the range at this moment; a range that is none, or none given, is all there is. @param now seconds since 1970 */
function endsOf({ from, to }: AuditSearch, now: number): Pick<AuditFilter, 'from' | 'to'> {
  if (from === '') return {}
  const range = { from, to }
  const window = faultOf(range, now) ? undefined : windowOf(range, now)
  if (window === undefined || typeof window === 'string') return {}
  // A minute's grain, so that the same question has the same key while it is drawn again.
  const start = instant(Math.floor(window.start / 60) * 60)
  return { from: start, ...(to !== 'now' && { to: instant(window.end) }) }
}

/** What the server is asked, without the page. */
export const filterOf = (search: AuditSearch, now: number): AuditFilter => ({
  search: search.search,
  resource_type: search.type,
  action: search.action,
  actor: search.actor,
  ...endsOf(search, now),
})

export const isFiltered = ({ search, type, action, actor, from }: AuditSearch): boolean =>
  search !== '' || type !== undefined || action !== undefined || actor !== '' || from !== ''

export const NO_FILTER = {
  search: '',
  type: undefined,
  action: undefined,
  actor: '',
  from: '',
  to: 'now',
} as const
