/** Consumers (who may call): keys, queries and mutations. */

import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'

import type { ConsumerPatch, ConsumerStep, NewConsumer } from '~/domain/consumer'

import { controlPlane } from './control-plane/current'
import type { ConsumerFilter, Once } from './control-plane/port'

const all = (tenant: string) => ['consumers', tenant] as const

interface Versioned {
  id: string
  etag: string
}

export const consumers = {
  list: (tenant: string, filter: ConsumerFilter = {}) =>
    queryOptions({
      queryKey: [...all(tenant), 'list', filter],
      queryFn: ({ signal }) => controlPlane.listConsumers(tenant, filter, signal),
      placeholderData: keepPreviousData,
    }),
  detail: (tenant: string, id: string) =>
    queryOptions({
      queryKey: [...all(tenant), 'detail', id],
      queryFn: ({ signal }) => controlPlane.getConsumer(tenant, id, signal),
    }),
  create: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ consumer, ...once }: Once & { consumer: NewConsumer }) =>
        controlPlane.createConsumer(tenant, consumer, once),
      meta: { invalidates: all(tenant) },
    }),
  update: (tenant: string) =>
    mutationOptions({
      /** Without a patch there is nothing to write, and the consumer is only read. */
      mutationFn: ({ id, etag, patch }: Versioned & { patch: ConsumerPatch | undefined }) =>
        patch
          ? controlPlane.updateConsumer(tenant, id, patch, { etag })
          : controlPlane.getConsumer(tenant, id),
      meta: { invalidates: all(tenant) },
    }),
  /** {@link consumers.update} for what is not a form: the history's way back. */
  write: (tenant: string, { id, etag, patch }: Versioned & { patch: ConsumerPatch }) =>
    controlPlane.updateConsumer(tenant, id, patch, { etag }),
  move: (tenant: string) =>
    mutationOptions({
      mutationFn: ({
        id,
        step,
        reason,
      }: {
        id: string
        step: ConsumerStep
        reason: string | undefined
      }) => controlPlane.moveConsumer(tenant, id, step, reason),
      meta: { invalidates: all(tenant) },
    }),
  remove: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ id, etag }: Versioned) => controlPlane.deleteConsumer(tenant, id, { etag }),
      // Only the lists: its own page is still there, and would ask for what is gone.
      meta: { invalidates: [...all(tenant), 'list'] },
    }),
}
