/** How far the developers of a tenant came, for those who run it. */

import { queryOptions } from '@tanstack/react-query'

import { controlPlane } from './control-plane/current'

export type { PortalFunnel } from '#contract/contract.gen'

export const portalFunnel = {
  of: (tenant: string) =>
    queryOptions({
      queryKey: ['portal-funnel', tenant],
      queryFn: ({ signal }) => controlPlane.getPortalFunnel(tenant, signal),
    }),
}
