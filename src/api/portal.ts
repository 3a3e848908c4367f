/** The portal's catalog: what is published for developers, readable without an account. */

import { keepPreviousData, queryOptions } from '@tanstack/react-query'

import { firstPage } from './control-plane/first-page'
import type { PortalApiFilter } from './control-plane/port'

export type { PortalApi } from '#contract/contract.gen'

export const portal = {
  /** What a newcomer has to know. */
  about: () =>
    queryOptions({
      queryKey: ['portal', 'about'],
      queryFn: ({ signal }) => firstPage.portal(signal),
      staleTime: 60_000,
    }),
  apis: (filter: PortalApiFilter = {}) =>
    queryOptions({
      queryKey: ['portal', 'apis', filter],
      queryFn: ({ signal }) => firstPage.listPortalApis(filter, signal),
      placeholderData: keepPreviousData,
    }),
}
