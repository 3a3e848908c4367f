/**
 * Whose a silence is. One that names a tenant is that tenant's; one that names none mutes what the platform itself is warned of, for
 * everybody, and only an administrator of the platform may make or end it.
 */
import type { NewSilence, Silence } from '../../../contract/contract.gen.ts'
import type { Principal } from '../core/access.ts'
import { invalid } from '../core/problems.ts'

export type SilenceMatcher = NewSilence['matchers'][number]
/** A silence as Alertmanager holds it. */
export type HeldSilence = Omit<Silence, 'can_expire'>

/** Labels of alerts that concern the platform and name nobody; the same as metrics/visible-operations.ts shows. */
const PLATFORM_LABELS = new Set(['alertname', 'job', 'severity'])
const STATES = ['active', 'pending', 'expired'] as const
/** Expired ones stay known for days. */
const MOST = 200

/** What Alertmanager's API says of a silence, in the contract's words; null for what is none. */
export function readSilence(value: unknown): HeldSilence | null {
  const { id, status, matchers, startsAt, endsAt, createdBy, comment } = fields(value)
  const state = STATES.find((known) => known === fields(status)['state'])
  if (typeof id !== 'string' || state === undefined || !Array.isArray(matchers)) return null
  return {
    id,
    state,
    matchers: matchers.map(readMatcher),
    starts_at: instant(startsAt),
    ends_at: instant(endsAt),
    created_by: textIn(createdBy),
    comment: textIn(comment),
  }
}

function readMatcher(value: unknown): SilenceMatcher {
  const { name, value: wanted, isRegex, isEqual } = fields(value)
  return {
    name: String(name),
    value: String(wanted),
    is_regex: isRegex === true,
    // Alertmanager before 0.22 knew no other.
    is_equal: isEqual !== false,
  }
}

/** What of all silences a page about one tenant shows: the active first, each state the latest end first. */
export function shownSilences(
  all: readonly HeldSilence[],
  tenant: string,
  principal: Principal,
): Silence[] {
  return all
    .filter((silence) => isVisible(silence, tenant, principal))
    .toSorted(
      (a, b) =>
        STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
        (a.ends_at < b.ends_at ? 1 : a.ends_at > b.ends_at ? -1 : 0),
    )
    .slice(0, MOST)
    .map((silence) => shownTo(silence, principal))
}

/** As the caller is shown it. */
export function shownTo(silence: HeldSilence, principal: Principal): Silence {
  return { ...silence, can_expire: silence.state !== 'expired' && mayExpire(silence, principal) }
}

/** May the caller read it, in any of its tenants? */
export function isKnownTo(silence: HeldSilence, principal: Principal): boolean {
  return principal.tenants.some((tenant) => isVisible(silence, tenant, principal))
}

/** May the caller end it: its own tenant's, and for an administrator of the platform every one. */
export function mayExpire(silence: HeldSilence, principal: Principal): boolean {
  if (!principal.permissions.has('alerts:silence')) return false
  const tenant = tenantOf(silence)
  return principal.isPlatformAdmin || (tenant !== null && principal.tenants.includes(tenant))
}

function isVisible(silence: HeldSilence, tenant: string, principal: Principal): boolean {
  const own = tenantOf(silence)
  if (own !== null) return own === tenant
  if (principal.isPlatformAdmin) return true
  // Whatever else it names could be another tenant's.
  return silence.matchers.every(({ name }) => PLATFORM_LABELS.has(name))
}

/** The one tenant that it is limited to, null where it is not. */
export function tenantOf({ matchers }: HeldSilence): string | null {
  return matchers.find((one) => one.name === 'tenant' && isExact(one))?.value ?? null
}

const isExact = ({ is_regex, is_equal }: SilenceMatcher) => is_equal && !is_regex

/**
 * The matchers of a new silence, limited to what the caller may silence.
 * @throws 422 for another tenant's, or for one that would mute everything
 */
export function confinedMatchers(wanted: NewSilence, principal: Principal): SilenceMatcher[] {
  const { matchers, tenant_id } = wanted
  const other = matchers.findIndex(
    (one) => one.name === 'tenant' && !(isExact(one) && one.value === tenant_id),
  )
  if (other !== -1)
    throw invalid({
      pointer: `/matchers/${other}`,
      detail: 'The matcher of the tenant must be = and name the tenant of the silence.',
    })
  if (matchers.some(({ name }) => name === 'tenant')) return matchers
  if (!principal.isPlatformAdmin)
    return [...matchers, { name: 'tenant', value: tenant_id, is_regex: false, is_equal: true }]
  if (matchers.some((one) => one.name === 'job' && isExact(one) && one.value !== ''))
    return matchers
  throw invalid({
    pointer: '/matchers',
    detail: 'Name a tenant or a job with =, or the alerts of every tenant would be silenced.',
  })
}

/** As Prometheus writes it: `{alertname="StoaGatewayDown",job="stoa-gateway"}`. */
export function matchersText(matchers: readonly SilenceMatcher[]): string {
  const one = ({ name, value, is_regex, is_equal }: SilenceMatcher) => {
    const equal = is_regex ? '=~' : '='
    const other = is_regex ? '!~' : '!='
    return `${name}${is_equal ? equal : other}${JSON.stringify(value)}`
  }
  return `{${matchers.map(one).join(',')}}`
}

function instant(value: unknown): string {
  const at = new Date(String(value))
  return Number.isNaN(at.getTime()) ? new Date(0).toISOString() : at.toISOString()
}

const textIn = (value: unknown) => (typeof value === 'string' ? value : '')

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
