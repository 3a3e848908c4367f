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
export type Place = 'dashboard' | 'apis' | 'policies' | 'consumers'

const inTenant =
  (place: Place) =>
  ({ tenant }: InTenant): string =>
    `/t/${tenantSegment(tenant)}/${place}`

const one =
  (place: Place, suffix = '') =>
  ({ tenant, id }: OneOf): string =>
    `/t/${tenantSegment(tenant)}/${place}/${idSegment(id)}${suffix}`

/** Addresses of the console's pages. All of them throw a RangeError for a tenant or an id that is none. */
export const paths = {
  home: (): string => '/',
  dashboard: inTenant('dashboard'),

  apis: inTenant('apis'),
  newApi: ({ tenant, from }: InTenant & { from?: string }): string =>
    `/t/${tenantSegment(tenant)}/apis/new${from === undefined ? '' : `?from=${idSegment(from)}`}`,
  api: one('apis'),
  editApi: one('apis', '/edit'),

  policies: inTenant('policies'),
  newPolicy: ({ tenant, type }: InTenant & { type?: string }): string =>
    `/t/${tenantSegment(tenant)}/policies/new${type ? `?type=${encodeURIComponent(type)}` : ''}`,
  policy: one('policies'),
  editPolicy: one('policies', '/edit'),

  consumers: inTenant('consumers'),
  newConsumer: ({ tenant }: InTenant): string => `/t/${tenantSegment(tenant)}/consumers/new`,
  consumer: one('consumers'),
  editConsumer: one('consumers', '/edit'),
  newSubscription: ({ tenant, consumerId }: InTenant & { consumerId: string }): string =>
    `/t/${tenantSegment(tenant)}/consumers/${idSegment(consumerId)}/subscriptions/new`,
} as const
