/** What a signed-in developer has at the portal: profile, subscriptions with their keys, usage; and an API's page. */

import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'

import { controlPlane } from './control-plane/current'
import type { Once, OwnSubscriptionFilter } from './control-plane/port'

import type { NewPortalSubscription, PortalProfile, Subscription } from '#contract/contract.gen'

export type {
  PortalApiDetail,
  PortalPlan,
  PortalProfile,
  PortalUsage,
} from '#contract/contract.gen'

const all = ['portal', 'own'] as const

/** The gateway's counts and somebody's decision arrive without a click: while one is awaited, it is asked for. */
const AWAITED_MS = 5_000
const isAwaited = ({ status, api_key_prefix, first_used_at }: Subscription): boolean =>
  status === 'pending' || (status === 'active' && api_key_prefix !== null && !first_used_at)

export const portalApi = {
  detail: (id: string) =>
    queryOptions({
      queryKey: ['portal', 'api', id],
      queryFn: ({ signal }) => controlPlane.getPortalApi(id, signal),
    }),
}

export const portalOwn = {
  /** Null before it is complete. */
  profile: () =>
    queryOptions({
      queryKey: [...all, 'profile'],
      queryFn: ({ signal }) => controlPlane.getProfile(signal),
    }),
  saveProfile: () =>
    mutationOptions({
      mutationFn: (profile: PortalProfile) => controlPlane.saveProfile(profile),
      meta: { invalidates: all },
    }),
  subscriptions: (filter: OwnSubscriptionFilter = {}) =>
    queryOptions({
      queryKey: [...all, 'subscriptions', filter],
      queryFn: ({ signal }) => controlPlane.listOwnSubscriptions(filter, signal),
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => (state.data?.items.some(isAwaited) ? AWAITED_MS : false),
    }),
  /** The answer carries the key, once: nothing of it may outlive its dialog (security.md T7). */
  subscribe: () =>
    mutationOptions({
      mutationFn: ({ order, ...once }: Once & { order: NewPortalSubscription }) =>
        controlPlane.subscribe(order, once),
      gcTime: 0,
      meta: { invalidates: all },
    }),
  /** The answer carries the new key, once; see `subscribe`. */
  rotateKey: () =>
    mutationOptions({
      mutationFn: ({ id, graceHours, ...once }: Once & { id: string; graceHours: number }) =>
        controlPlane.rotateOwnKey(id, graceHours, once),
      gcTime: 0,
      meta: { invalidates: all },
    }),
  revoke: () =>
    mutationOptions({
      mutationFn: ({ id, reason }: { id: string; reason: string | undefined }) =>
        controlPlane.revokeOwn(id, reason),
      meta: { invalidates: all },
    }),
  /** @param seconds back from now, the end of which is asked anew with every reading */
  usage: (seconds: number) =>
    queryOptions({
      queryKey: [...all, 'usage', seconds],
      queryFn: ({ signal }) => {
        const to = Date.now()
        const at = (ms: number) => new Date(ms).toISOString()
        return controlPlane.getOwnUsage({ from: at(to - seconds * 1000), to: at(to) }, signal)
      },
      refetchInterval: 30_000,
      placeholderData: keepPreviousData,
    }),
}
