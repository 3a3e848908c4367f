/** What the caller may do, from GET /v1/me: the server decides, the console mirrors it, never the other way round. */

import { useSuspenseQuery } from '@tanstack/react-query'

import type { Me, Permission } from '~/api/me'
import { me } from '~/api/me'

export type { Me, Permission }

/** The caller. Suspends while it is not known; throws a Failure when it cannot be. */
export function useMe(): Me {
  return useSuspenseQuery(me.current()).data
}

/** May the caller do this? For showing what can be done; a refusal by the server is still shown as one. */
export function useCan(permission: Permission): boolean {
  return useMe().permissions.includes(permission)
}

/** The roles that carry a permission in the contract's table, for "who can grant it". */
export function rolesFor(permission: Permission): string[] {
  if (permission.endsWith(':read')) return ['viewer', 'devops', 'tenant-admin', 'cpi-admin']
  const isDeployment = permission === 'contracts:write' || permission === 'policies:write'
  return isDeployment ? ['devops', 'tenant-admin', 'cpi-admin'] : ['tenant-admin', 'cpi-admin']
}
