/** Subscriptions, their keys, and plans in the runbook's dialect. */

import type { ControlPlane } from '~/api/control-plane/port'
import { client, unwrap } from '~/api/http'
import { checked } from '~/api/shape'

import { given, ifMatch, keyed } from './given'
import * as shapes from './shapes'

type Subscriptions = Pick<
  ControlPlane,
  | 'listSubscriptions'
  | 'getSubscription'
  | 'createSubscription'
  | 'moveSubscription'
  | 'rotateKey'
  | 'revokeOldKey'
  | 'listPlans'
  | 'getPlan'
  | 'createPlan'
  | 'updatePlan'
  | 'deletePlan'
>

const STEPS = {
  approve: '/v1/subscriptions/{id}/approve',
  suspend: '/v1/subscriptions/{id}/suspend',
  reactivate: '/v1/subscriptions/{id}/reactivate',
  revoke: '/v1/subscriptions/{id}/revoke',
} as const

export const subscriptions: Subscriptions = {
  listSubscriptions: async (tenant, filter, signal) =>
    checked(
      shapes.subscriptionList,
      await unwrap(
        client.GET('/v1/subscriptions/tenant/{tenant}', {
          params: { path: { tenant }, query: given(filter) },
          ...(signal && { signal }),
        }),
      ),
    ),
  getSubscription: async (id, signal) =>
    checked(
      shapes.subscription,
      await unwrap(
        client.GET('/v1/subscriptions/{id}', {
          params: { path: { id } },
          ...(signal && { signal }),
        }),
      ),
    ),
  createSubscription: async (subscription, once) =>
    checked(
      shapes.issuedSubscription,
      await unwrap(
        client.POST('/v1/subscriptions', { params: { header: keyed(once) }, body: subscription }),
      ),
    ),
  moveSubscription: async (id, step, reason) => {
    const params = { path: { id } }
    const call =
      step === 'reject'
        ? client.POST('/v1/subscriptions/{id}/reject', { params, body: { reason: reason ?? '' } })
        : client.POST(STEPS[step], { params, body: reason ? { reason } : {} })
    return checked(shapes.subscription, await unwrap(call))
  },
  rotateKey: async (id, rotation, once) =>
    checked(
      shapes.rotatedKey,
      await unwrap(
        client.POST('/v1/subscriptions/{id}/rotate-key', {
          params: { path: { id }, header: keyed(once) },
          body: rotation,
        }),
      ),
    ),
  revokeOldKey: async (id) =>
    checked(
      shapes.subscription,
      await unwrap(
        client.POST('/v1/subscriptions/{id}/revoke-old-key', { params: { path: { id } } }),
      ),
    ),

  listPlans: async (tenant, filter, signal) =>
    checked(
      shapes.planList,
      await unwrap(
        client.GET('/v1/plans/{tenant}', {
          params: { path: { tenant }, query: given(filter) },
          ...(signal && { signal }),
        }),
      ),
    ),
  getPlan: async (tenant, id, signal) =>
    checked(
      shapes.plan,
      await unwrap(
        client.GET('/v1/plans/{tenant}/{id}', {
          params: { path: { tenant, id } },
          ...(signal && { signal }),
        }),
      ),
    ),
  createPlan: async (tenant, plan, once) =>
    checked(
      shapes.plan,
      await unwrap(
        client.POST('/v1/plans/{tenant}', {
          params: { path: { tenant }, header: keyed(once) },
          body: plan,
        }),
      ),
    ),
  updatePlan: async (tenant, id, patch, based) =>
    checked(
      shapes.plan,
      await unwrap(
        client.PATCH('/v1/plans/{tenant}/{id}', {
          params: { path: { tenant, id }, header: ifMatch(based) },
          body: patch,
        }),
      ),
    ),
  deletePlan: (tenant, id, based) =>
    unwrap(
      client.DELETE('/v1/plans/{tenant}/{id}', {
        params: { path: { tenant, id }, header: ifMatch(based) },
      }),
    ),
}
