/** What the gateway says it holds: keys and queries. */

import { queryOptions } from '@tanstack/react-query'

import type { GatewayState } from '#contract/contract.gen'

import { controlPlane } from './control-plane/current'

export type { GatewayState }

const UNTIL_CURRENT_MS = 1_000

/** Does the gateway hold everything that was committed when it was asked? */
export const isCurrent = ({ wanted_version: wanted, held_version: held }: GatewayState): boolean =>
  held !== null && held === wanted

export const gatewayState = {
  current: () =>
    queryOptions({
      queryKey: ['gateway-state'],
      queryFn: ({ signal }) => controlPlane.gatewayState(signal),
    }),
  /**
   * Asked again until the gateway holds what was committed before.
   * @param change tells one change from the next, so that an answer from before it is never taken for its proof
   */
  after: (change: number) =>
    queryOptions({
      queryKey: ['gateway-state', 'after', change],
      queryFn: async ({ signal }) => ({
        ...(await controlPlane.gatewayState(signal)),
        asked_at: Date.now(),
      }),
      refetchInterval: ({ state }) =>
        state.data?.configured === false || (state.data && isCurrent(state.data))
          ? false
          : UNTIL_CURRENT_MS,
      gcTime: 0,
    }),
}
