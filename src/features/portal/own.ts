/** The subscriptions of the signed-in developer, where a page needs them. */

import { useQuery } from '@tanstack/react-query'

import { portalOwn } from '~/api/portal-own'
import { useIsSignedIn } from '~/auth/session-state'
import type { Subscription } from '~/domain/subscription'

/** A page of the contract's largest size: more than a developer has. */
export const MOST_OWN = 100

/** Their profile and subscriptions; undefined while, or because, nobody knows. */
export function useOwn() {
  const enabled = useIsSignedIn()
  const profile = useQuery({ ...portalOwn.profile(), enabled })
  const subscriptions = useQuery({ ...portalOwn.subscriptions({ page_size: MOST_OWN }), enabled })
  return { isSignedIn: enabled, profile, subscriptions }
}

const over = new Set(['revoked', 'rejected', 'expired'])

/** Can nothing become of a subscription with this status any more? */
export const isOver = (status: string): boolean => over.has(status)

/** Of an API the subscription that counts: one that lives, else the latest. */
export function subscriptionTo(
  api: string,
  items: readonly Subscription[] | undefined,
): Subscription | undefined {
  const to = (items ?? []).filter(({ api_id }) => api_id === api)
  return to.find(({ status }) => !isOver(status)) ?? to[0]
}
