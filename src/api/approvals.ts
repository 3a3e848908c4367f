/** Subscriptions that wait for a decision: keys, queries, and the decision itself. */

import { queryOptions } from '@tanstack/react-query'

import { Failure } from '~/domain/failure'
import type { Subscription } from '~/domain/subscription'

import { controlPlane } from './control-plane/current'
import { everyPage } from './every-page'
import { queryClient } from './query-client'
import { subscriptions } from './subscriptions'

/** Nobody waits in front of the number in the navigation; while the window is hidden it is not asked for at all. */
const COUNT_EVERY_MS = 60_000

/** Who waits longest comes first. */
const waiting = { status: 'pending', sort: 'created_at' } as const

export type Decision = 'approve' | 'reject'

const statusAfter: Record<Decision, Subscription['status']> = {
  approve: 'active',
  reject: 'rejected',
}

export const approvals = {
  list: (tenant: string, page: number, pageSize: number) =>
    subscriptions.list(tenant, { ...waiting, page, page_size: pageSize }),
  /** How many wait. */
  count: (tenant: string) =>
    queryOptions({
      queryKey: ['subscriptions', tenant, 'pending-count'],
      queryFn: async ({ signal }) =>
        (await controlPlane.listSubscriptions(tenant, { status: 'pending', page_size: 1 }, signal))
          .total,
      staleTime: COUNT_EVERY_MS / 2,
      refetchInterval: ({ state }) => (state.status === 'error' ? false : COUNT_EVERY_MS),
      refetchIntervalInBackground: false,
    }),
  /** Everyone who waits, read page by page before anything is decided: a decision would move the pages. */
  everyone: (
    tenant: string,
    { signal, onRead }: { signal: AbortSignal; onRead: (count: number) => void },
  ): Promise<Subscription[]> =>
    everyPage(
      (asked) => controlPlane.listSubscriptions(tenant, { ...waiting, ...asked }, signal),
      onRead,
    ),
  /**
   * Decides about one and reads it back; one that is there already is done, since an earlier answer may have been lost.
   * @param reason required to reject
   * @param still says in words that it is not what was decided
   */
  decide: async (
    id: string,
    {
      decision,
      reason,
      still,
    }: { decision: Decision; reason: string | undefined; still: (status: string) => string },
  ): Promise<void> => {
    const statusNow = async () => (await controlPlane.getSubscription(id)).status
    try {
      await controlPlane.moveSubscription(id, decision, reason)
    } catch (error) {
      const status = await statusNow().catch(() => undefined)
      if (status === statusAfter[decision]) return
      throw error
    }
    const status = await statusNow()
    if (status !== statusAfter[decision])
      throw new Failure({ kind: 'conflict', message: still(status) })
  },
  /** What is shown of subscriptions has to be asked for again. */
  refresh: (tenant: string) =>
    queryClient.invalidateQueries({ queryKey: ['subscriptions', tenant] }),
}
