/** The only place that spells a URL of the console. Every segment is checked and encoded, so that no name can leave its place. */

/** Tenant names, as the contract has them (`TenantId`). */
const TENANT = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
/** Ids: UUIDs of ours, and whatever plain token another Control Plane uses. Never a dot first: `.` and `..` move. */
const ID = /^[A-Za-z0-9][A-Za-z0-9_~-]{0,127}$/

/** Is this a tenant's name? */
export function isTenant(text: string): boolean {
  return TENANT.test(text)
}

/** Is this an id that may stand in a path? */
export function isId(text: string): boolean {
  return ID.test(text)
}

function tenantSegment(text: string): string {
  if (!isTenant(text)) throw new RangeError(`Not a tenant's name: ${JSON.stringify(text)}`)
  return encodeURIComponent(text)
}

function idSegment(text: string): string {
  if (!isId(text)) throw new RangeError(`Not an id: ${JSON.stringify(text)}`)
  return encodeURIComponent(text)
}

interface InTenant {
  tenant: string
}
interface OneOf extends InTenant {
  id: string
}

/** Pages that every tenant has, by the name that their route and their folder carry. */
export type Place =
  | 'dashboard'
  | 'onboarding'
  | 'readiness'
  | 'apis'
  | 'policies'
  | 'consumers'
  | 'plans'
  | 'approvals'
  | 'alerts'
  | 'audit'
  | 'explore'
  | 'logs'

const inTenant =
  (place: Place) =>
  ({ tenant }: InTenant): string =>
    `/t/${tenantSegment(tenant)}/${place}`

const one =
  (place: Place, suffix = '') =>
  ({ tenant, id }: OneOf): string =>
    `/t/${tenantSegment(tenant)}/${place}/${idSegment(id)}${suffix}`

interface CorsDraft {
  /** The policy to change; a new one without it. */
  policy?: string
  api: string
  origins: readonly string[]
  methods: readonly string[]
  headers: readonly string[]
  credentials: boolean
}

/** A lab, opened on an API, a policy, or both, where they are given. */
const lab =
  (name: string) =>
  ({ tenant, api, policy }: InTenant & { api?: string; policy?: string }): string => {
    const opened = new URLSearchParams({
      ...(api !== undefined && { api: idSegment(api) }),
      ...(policy !== undefined && { policy: idSegment(policy) }),
    })
    const address = `/t/${tenantSegment(tenant)}/policies/labs/${name}`
    return opened.size > 0 ? `${address}?${opened}` : address
  }

/** Addresses of the developer's portal, which has an origin of its own. They throw a RangeError for an id that is none. */
export const portalPaths = {
  catalog: (): string => '/',
  api: ({ id, tab }: { id: string; tab?: string }): string =>
    `/portal/apis/${idSegment(id)}${tab === undefined ? '' : `?tab=${encodeURIComponent(tab)}`}`,
  /** Where one operation of an API is tried: `GET /items/{id}`. */
  tryOperation: ({ id, operation }: { id: string; operation: string }): string =>
    `/portal/apis/${idSegment(id)}?${new URLSearchParams({ tab: 'try', op: operation })}`,
  subscribe: ({ id }: { id: string }): string => `/portal/apis/${idSegment(id)}/subscribe`,
  keys: (): string => '/portal/keys',
  usage: (): string => '/portal/usage',
  account: (): string => '/portal/account',
} as const

/** Addresses of the console's pages. All of them throw a RangeError for a tenant or an id that is none. */
export const paths = {
  home: (): string => '/',
  dashboard: inTenant('dashboard'),
  /** @param search what its rows have @param status of its rows: `5xx` */
  logs: ({ tenant, ...filter }: InTenant & { search?: string; status?: string }): string => {
    const query = new URLSearchParams(filter)
    return `/t/${tenantSegment(tenant)}/logs${query.size > 0 ? `?${query}` : ''}`
  },
  readiness: inTenant('readiness'),
  alerts: inTenant('alerts'),
  audit: inTenant('audit'),
  /** @param query PromQL to run @param range `from` and `to` as the address of the page before has them */
  explore: ({
    tenant,
    query = '',
    range,
  }: InTenant & { query?: string; range?: URLSearchParams }): string => {
    const asked = new URLSearchParams(query === '' ? {} : { q: query })
    for (const side of ['from', 'to']) {
      const value = range?.get(side)
      if (value) asked.set(side, value)
    }
    return `/t/${tenantSegment(tenant)}/explore${asked.size > 0 ? `?${asked}` : ''}`
  },
  /** @param labels of the alert that is to be silenced; empty ones are left out */
  newSilence: ({ tenant, labels = {} }: InTenant & { labels?: Record<string, string> }): string => {
    const query = new URLSearchParams(Object.entries(labels).filter(([, value]) => value !== ''))
    return `/t/${tenantSegment(tenant)}/alerts/silence${query.size > 0 ? `?${query}` : ''}`
  },

  /** What stands between the console and each service. */
  doctor: ({ tenant }: InTenant): string => `/t/${tenantSegment(tenant)}/doctor`,
  onboarding: inTenant('onboarding'),
  /** A day of the week, from 1; with a form of another place on it. */
  onboardingDay: ({ tenant, day, form }: InTenant & { day: number; form?: string }): string =>
    `/t/${tenantSegment(tenant)}/onboarding/day-${Math.trunc(day)}${form === undefined ? '' : `/${idSegment(form)}`}`,
  onboardingSubscribe: ({ tenant, id }: OneOf): string =>
    `/t/${tenantSegment(tenant)}/onboarding/day-4/subscribe/${idSegment(id)}`,

  apis: inTenant('apis'),
  newApi: ({ tenant, from }: InTenant & { from?: string }): string =>
    `/t/${tenantSegment(tenant)}/apis/new${from === undefined ? '' : `?from=${idSegment(from)}`}`,
  apiBundle: ({ tenant }: InTenant): string => `/t/${tenantSegment(tenant)}/apis/bundle`,
  api: one('apis'),
  editApi: one('apis', '/edit'),

  policies: inTenant('policies'),
  newPolicy: ({ tenant, type }: InTenant & { type?: string }): string =>
    `/t/${tenantSegment(tenant)}/policies/new${type ? `?type=${encodeURIComponent(type)}` : ''}`,
  /** The form for a CORS policy, new or known, with what a page needs filled in; `api` is where it comes from. */
  draftCors: ({ tenant, policy, api, ...add }: InTenant & CorsDraft): string => {
    const place = policy === undefined ? 'new' : `${idSegment(policy)}/edit`
    const filled = new URLSearchParams({
      ...(policy === undefined && { type: 'cors' }),
      api: idSegment(api),
      ...Object.fromEntries(
        Object.entries(add).flatMap(([name, value]) =>
          Array.isArray(value) && value.length > 0 ? [[name, value.join(',')]] : [],
        ),
      ),
      ...(add.credentials && { credentials: 'yes' }),
    })
    return `/t/${tenantSegment(tenant)}/policies/${place}?${filled}`
  },
  effectivePolicies: ({ tenant, api }: InTenant & { api?: string }): string =>
    `/t/${tenantSegment(tenant)}/policies/effective${api === undefined ? '' : `?api=${idSegment(api)}`}`,
  policy: one('policies'),
  editPolicy: one('policies', '/edit'),
  burstLab: lab('burst'),
  corsLab: lab('cors'),

  consumers: inTenant('consumers'),
  importConsumers: ({ tenant }: InTenant): string => `/t/${tenantSegment(tenant)}/consumers/import`,
  /** Who has access to what: APIs by consumers. */
  access: ({ tenant }: InTenant): string => `/t/${tenantSegment(tenant)}/consumers/access`,
  /** From a key, prefix, e-mail or request id to why somebody is refused. */
  lockedOut: ({ tenant }: InTenant): string => `/t/${tenantSegment(tenant)}/consumers/locked-out`,
  newConsumer: ({ tenant }: InTenant): string => `/t/${tenantSegment(tenant)}/consumers/new`,
  consumer: one('consumers'),
  editConsumer: one('consumers', '/edit'),

  approvals: inTenant('approvals'),
  plans: inTenant('plans'),
  newPlan: ({ tenant }: InTenant): string => `/t/${tenantSegment(tenant)}/plans/new`,
  editPlan: one('plans', '/edit'),

  /** One subscription, on its consumer's page. */
  subscription: ({ tenant, consumerId, id }: OneOf & { consumerId: string }): string =>
    `/t/${tenantSegment(tenant)}/consumers/${idSegment(consumerId)}?subscription=${idSegment(id)}`,
  newSubscription: ({ tenant, consumerId }: InTenant & { consumerId: string }): string =>
    `/t/${tenantSegment(tenant)}/consumers/${idSegment(consumerId)}/subscriptions/new`,
} as const
