/** The developer's portal in the runbook's dialect. */

import type { ControlPlane, DeveloperPortal } from '~/api/control-plane/port'
import { client, unwrap } from '~/api/http'
import type { Shape } from '~/api/shape'
import { checked } from '~/api/shape'
import { Failure } from '~/domain/failure'

import type { PortalApiDetail, PortalFunnel, PortalUsage } from '#contract/contract.gen'

import { portalApi } from './first-page'
import { given, keyed } from './given'
import * as shapes from './shapes'

const detail: Shape<PortalApiDetail> = {
  ...portalApi,
  openapi: 'object?',
  plans: [
    {
      id: 'string',
      slug: 'string',
      name: 'string',
      description: 'string',
      rate_limit_per_minute: 'number?',
      daily_request_limit: 'number?',
      monthly_request_limit: 'number?',
      requires_approval: 'boolean',
    },
  ],
}
const usage: Shape<PortalUsage> = {
  from: 'string',
  to: 'string',
  state: 'string',
  apis: [
    {
      subscription_id: 'string',
      api_id: 'string',
      api_name: 'string',
      calls: 'number?',
      errors: 'number?',
      limited: 'number?',
      daily_limit: 'number?',
      daily_used: 'number?',
      monthly_limit: 'number?',
      monthly_used: 'number?',
    },
  ],
}
const funnel: Shape<PortalFunnel> = {
  tenant: 'string',
  accounts: 'number?',
  profiles: 'number',
  subscribed: 'number',
  with_key: 'number',
  called: 'number',
  median_seconds_to_first_call: 'number?',
  counted_at: 'string',
}

const until = (signal: AbortSignal | undefined) => ({ ...(signal && { signal }) })

export const portal: DeveloperPortal & Pick<ControlPlane, 'getPortalFunnel'> = {
  getPortalApi: async (id, signal) => {
    const call = client.GET('/v1/portal/apis/{id}', { params: { path: { id } }, ...until(signal) })
    return checked(detail, await unwrap(call))
  },
  getProfile: async (signal) => {
    try {
      return checked(shapes.consumer, await unwrap(client.GET('/v1/portal/me', until(signal))))
    } catch (error) {
      if (error instanceof Failure && error.kind === 'not-found') return null
      throw error
    }
  },
  saveProfile: async (body) =>
    checked(shapes.consumer, await unwrap(client.PUT('/v1/portal/me', { body }))),
  listOwnSubscriptions: async (filter, signal) =>
    checked(
      shapes.subscriptionList,
      await unwrap(
        client.GET('/v1/portal/subscriptions', {
          params: { query: given(filter) },
          ...until(signal),
        }),
      ),
    ),
  subscribe: async (body, once) =>
    checked(
      shapes.issuedSubscription,
      await unwrap(
        client.POST('/v1/portal/subscriptions', { params: { header: keyed(once) }, body }),
      ),
    ),
  rotateOwnKey: async (id, graceHours, once) =>
    checked(
      shapes.rotatedKey,
      await unwrap(
        client.POST('/v1/portal/subscriptions/{id}/rotate-key', {
          params: { path: { id }, header: keyed(once) },
          body: { grace_period_hours: graceHours },
        }),
      ),
    ),
  revokeOwn: async (id, reason) =>
    checked(
      shapes.subscription,
      await unwrap(
        client.POST('/v1/portal/subscriptions/{id}/revoke', {
          params: { path: { id } },
          body: reason ? { reason } : {},
        }),
      ),
    ),
  getOwnUsage: async (query, signal) =>
    checked(
      usage,
      await unwrap(client.GET('/v1/portal/usage', { params: { query }, ...until(signal) })),
    ),
  getPortalFunnel: async (tenant, signal) => {
    const params = { path: { tenant } }
    const call = client.GET('/v1/portal/funnel/{tenant}', { params, ...until(signal) })
    return checked(funnel, await unwrap(call))
  },
}
