/** Subscriptions and their keys: keys, queries and mutations. */

import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'

import type { NewSubscription } from '~/domain/subscription'

import { controlPlane } from './control-plane/current'
import type { Once, SubscriptionFilter, SubscriptionStep } from './control-plane/port'

const all = (tenant: string) => ['subscriptions', tenant] as const

// None of the mutations names what to refresh: each changes the counts and states of its consumer and its API as well.
export const subscriptions = {
  list: (tenant: string, filter: SubscriptionFilter = {}) =>
    queryOptions({
      queryKey: [...all(tenant), 'list', filter],
      queryFn: ({ signal }) => controlPlane.listSubscriptions(tenant, filter, signal),
      placeholderData: keepPreviousData,
    }),
  detail: (tenant: string, id: string) =>
    queryOptions({
      queryKey: [...all(tenant), 'detail', id],
      queryFn: ({ signal }) => controlPlane.getSubscription(id, signal),
    }),
  /** The answer carries the key, once: nothing of it may outlive its dialog (security.md T7). */
  create: () =>
    mutationOptions({
      mutationFn: ({ subscription, ...once }: Once & { subscription: NewSubscription }) =>
        controlPlane.createSubscription(subscription, once),
      gcTime: 0,
    }),
  /** The answer carries the new key, once; see `create`. */
  rotateKey: () =>
    mutationOptions({
      mutationFn: ({ id, graceHours, ...once }: Once & { id: string; graceHours: number }) =>
        controlPlane.rotateKey(id, { grace_period_hours: graceHours }, once),
      gcTime: 0,
    }),
  revokeOldKey: () =>
    mutationOptions({ mutationFn: ({ id }: { id: string }) => controlPlane.revokeOldKey(id) }),
  move: () =>
    mutationOptions({
      mutationFn: ({
        id,
        step,
        reason,
      }: {
        id: string
        step: SubscriptionStep
        reason: string | undefined
      }) => controlPlane.moveSubscription(id, step, reason),
    }),
}
