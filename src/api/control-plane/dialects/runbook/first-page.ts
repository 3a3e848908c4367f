/** What a first page asks, in the runbook's dialect. Imports nothing of the rest: it would be loaded with it. */

import type { Counted, FirstPage } from '~/api/control-plane/port'
import { client, unwrap } from '~/api/http'
import type { Shape } from '~/api/shape'
import { checked } from '~/api/shape'

import type { Me, Portal, PortalApi, PortalApiList } from '#contract/contract.gen'

import { given } from './given'

export const meShape: Shape<Me> = {
  sub: 'string',
  email: 'string?',
  name: 'string?',
  tenant_id: 'string?',
  roles: ['string'],
  permissions: ['string'],
  tenants: [{ id: 'string', name: 'string' }],
}

const portalShape: Shape<Portal> = {
  requires_verified_email: 'boolean',
  categories: [{ name: 'string', apis: 'number' }],
}
export const portalApi: Shape<PortalApi> = {
  id: 'string',
  tenant: 'string',
  apiName: 'string',
  apiVersion: 'string',
  displayName: 'string',
  description: 'string',
  categories: ['string'],
  auth_type: 'string',
  status: 'string',
  sunset_at: 'string?',
  path: 'string',
  has_openapi: 'boolean',
}
const portalApiList: Shape<PortalApiList> = {
  total: 'number',
  page: 'number',
  page_size: 'number',
  items: [portalApi],
}

/** Only the total is wanted. */
const ONE = { page: 1, page_size: 1 }

const listOf: Record<
  Counted,
  (tenant: string, init: { signal?: AbortSignal }) => Promise<{ total: number }>
> = {
  contracts: (tenant, init) =>
    unwrap(client.GET('/v1/contracts', { params: { query: { ...ONE, tenant } }, ...init })),
  policies: (tenant_id, init) =>
    unwrap(client.GET('/v1/admin/policies', { params: { query: { ...ONE, tenant_id } }, ...init })),
  consumers: (tenant, init) =>
    unwrap(
      client.GET('/v1/consumers/{tenant}', { params: { path: { tenant }, query: ONE }, ...init }),
    ),
  subscriptions: (tenant, init) =>
    unwrap(
      client.GET('/v1/subscriptions/tenant/{tenant}', {
        params: { path: { tenant }, query: ONE },
        ...init,
      }),
    ),
}
const totalShape: Shape<{ total: number }> = { total: 'number' }

export const firstPage: FirstPage = {
  me: async (signal) =>
    checked(meShape, await unwrap(client.GET('/v1/me', { ...(signal && { signal }) }))),
  total: async (counted, tenant, signal) =>
    checked(totalShape, await listOf[counted](tenant, { ...(signal && { signal }) })).total,
  portal: async (signal) =>
    checked(portalShape, await unwrap(client.GET('/v1/portal', { ...(signal && { signal }) }))),
  listPortalApis: async (filter, signal) =>
    checked(
      portalApiList,
      await unwrap(
        client.GET('/v1/portal/apis', {
          params: { query: given(filter) },
          ...(signal && { signal }),
        }),
      ),
    ),
}
