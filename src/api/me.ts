/** The caller, as the Control Plane knows the caller: roles, permissions and tenants. */

import { queryOptions } from '@tanstack/react-query'

import type { Me } from '#contract/contract.gen'

import { firstPage } from './control-plane/first-page'

export type { Me, Permission } from '#contract/contract.gen'

export const me = {
  current: () =>
    queryOptions<Me>({
      queryKey: ['me'],
      queryFn: ({ signal }) => firstPage.me(signal),
      // Rights change rarely, and a 403 says so at once.
      staleTime: 60_000,
    }),
}
