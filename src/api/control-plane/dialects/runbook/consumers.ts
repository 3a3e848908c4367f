/** Consumers in the runbook's dialect. */

import type { ControlPlane } from '~/api/control-plane/port'
import { client, unwrap } from '~/api/http'
import { checked } from '~/api/shape'

import { given, ifMatch, keyed } from './given'
import * as shapes from './shapes'

type Consumers = Pick<
  ControlPlane,
  | 'listConsumers'
  | 'getConsumer'
  | 'createConsumer'
  | 'updateConsumer'
  | 'deleteConsumer'
  | 'moveConsumer'
>

const STEPS = {
  suspend: '/v1/consumers/{tenant}/{id}/suspend',
  activate: '/v1/consumers/{tenant}/{id}/activate',
  block: '/v1/consumers/{tenant}/{id}/block',
} as const

export const consumers: Consumers = {
  listConsumers: async (tenant, filter, signal) =>
    checked(
      shapes.consumerList,
      await unwrap(
        client.GET('/v1/consumers/{tenant}', {
          params: { path: { tenant }, query: given(filter) },
          ...(signal && { signal }),
        }),
      ),
    ),
  getConsumer: async (tenant, id, signal) =>
    checked(
      shapes.consumer,
      await unwrap(
        client.GET('/v1/consumers/{tenant}/{id}', {
          params: { path: { tenant, id } },
          ...(signal && { signal }),
        }),
      ),
    ),
  createConsumer: async (tenant, consumer, once) =>
    checked(
      shapes.consumer,
      await unwrap(
        client.POST('/v1/consumers/{tenant}', {
          params: { path: { tenant }, header: keyed(once) },
          body: consumer,
        }),
      ),
    ),
  updateConsumer: async (tenant, id, patch, based) =>
    checked(
      shapes.consumer,
      await unwrap(
        client.PATCH('/v1/consumers/{tenant}/{id}', {
          params: { path: { tenant, id }, header: ifMatch(based) },
          body: patch,
        }),
      ),
    ),
  deleteConsumer: (tenant, id, based) =>
    unwrap(
      client.DELETE('/v1/consumers/{tenant}/{id}', {
        params: { path: { tenant, id }, header: ifMatch(based) },
      }),
    ),
  moveConsumer: async (tenant, id, step, reason) =>
    checked(
      shapes.consumer,
      await unwrap(
        client.POST(STEPS[step], {
          params: { path: { tenant, id } },
          body: reason ? { reason } : {},
        }),
      ),
    ),
}
