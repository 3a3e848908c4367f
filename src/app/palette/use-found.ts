import { type UseQueryResult, useQuery } from '@tanstack/react-query'

import { consumers } from '~/api/consumers'
import { contracts } from '~/api/contracts'
import type { Me } from '~/api/me'
import { policies } from '~/api/policies'
import { subscriptions } from '~/api/subscriptions'
import type { Subscription, SubscriptionStep } from '~/domain/subscription'

/** How many of each kind are offered: who looks for more goes to their list. */
const OFFERED = 5

export interface Found {
  kind: 'api' | 'policy' | 'consumer'
  id: string
  name: string
  hint: string
}

interface Search {
  isPending: boolean
  error: Error | null
}

const PAGE = { page: 1, page_size: OFFERED }

/** The tenant's objects that the server finds by a text. Nothing is asked for an empty one, nor for what the caller may not read. */
export function useFound(tenant: string, search: string, who: Me): Search & { found: Found[] } {
  const asks = (permission: Me['permissions'][number]) => ({
    enabled: search !== '' && who.permissions.includes(permission),
  })
  const apis = useQuery({
    ...contracts.list(tenant, { ...PAGE, search }),
    ...asks('contracts:read'),
  })
  const people = useQuery({
    ...consumers.list(tenant, { ...PAGE, search }),
    ...asks('consumers:read'),
  })
  const rules = useQuery({
    ...policies.list(tenant, { ...PAGE, search }),
    ...asks('policies:read'),
  })
  return {
    ...togetherOf([apis, people, rules]),
    found: [
      ...itemsOf(apis).map(({ id, apiName, apiVersion, displayName }) => ({
        kind: 'api' as const,
        id,
        name: displayName || apiName,
        hint: `${apiName} ${apiVersion}`,
      })),
      ...itemsOf(people).map(({ id, name, email }) => ({
        kind: 'consumer' as const,
        id,
        name,
        hint: email,
      })),
      ...itemsOf(rules).map(({ id, name, policy_type }) => ({
        kind: 'policy' as const,
        id,
        name,
        hint: policy_type,
      })),
    ],
  }
}

/** The subscriptions on which a step can be taken, found by their consumer or API. */
export function useSteppable(
  tenant: string,
  search: string,
  step: SubscriptionStep | undefined,
  who: Me,
): Search & { found: Subscription[] } {
  const query = useQuery({
    ...subscriptions.list(tenant, {
      ...PAGE,
      search,
      status: step === 'reactivate' ? 'suspended' : 'active',
    }),
    enabled: step !== undefined && search !== '' && who.permissions.includes('subscriptions:write'),
  })
  return { ...togetherOf([query]), found: itemsOf(query) }
}

function itemsOf<T>({ data }: UseQueryResult<{ items: T[] }>): T[] {
  return data?.items ?? []
}

function togetherOf(queries: readonly Pick<UseQueryResult, 'isFetching' | 'error'>[]): Search {
  return {
    isPending: queries.some(({ isFetching }) => isFetching),
    error: queries.find(({ error }) => error !== null)?.error ?? null,
  }
}
