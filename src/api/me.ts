/** The caller, as the Control Plane knows the caller: roles, permissions and tenants. */

import { queryOptions } from '@tanstack/react-query'

import type { Me } from '#contract/contract.gen'

import { controlPlane } from './control-plane/current'

export type { Me, Permission } from '#contract/contract.gen'

export const me = {
  current: () =>
    queryOptions<Me>({
      queryKey: ['me'],
      queryFn: ({ signal }) => controlPlane.me(signal),
      // Rights change rarely, and a 403 says so at once.
      staleTime: 60_000,
    }),
}
