/** The portal's catalog: what is published for developers, readable without an account. */

import { queryOptions } from '@tanstack/react-query'

import { controlPlane } from './control-plane/current'
import type { PortalApiFilter } from './control-plane/port'

export type { PortalApi } from '#contract/contract.gen'

export const portal = {
  apis: (filter: PortalApiFilter = {}) =>
    queryOptions({
      queryKey: ['portal', 'apis', filter],
      queryFn: ({ signal }) => controlPlane.listPortalApis(filter, signal),
    }),
}
