/**
 * The lists that the runbook's steps are judged by. What is wanted is chosen by the server and counted over all its rows: a tenant with
 * thousands of them gets the verdict that one with three does.
 */

import { keepPreviousData, queryOptions } from '@tanstack/react-query'

import { TESTER_MARK } from '~/domain/runbook/day-4'
import type {
  ApiFacts,
  ConsumerFacts,
  LoggedCall,
  PolicyFacts,
  SubscriptionFacts,
} from '~/domain/runbook/probes'

import type { Contract, LogEntry, Policy, Subscription } from '#contract/contract.gen'

import { controlPlane } from './control-plane/current'
import { every, PERIOD_MS } from './runbook-pace'

/** The first of a list, and how many it has. */
interface Listed<T> {
  items: T[]
  total: number
}

const PAGE = 100
/** The gateway itself is asked about so many policies of a type. */
const SOME = 3
/** As every key begins. */
const KEY_MARK = 'stoa_sk_'

export const runbookLists = {
  /** Below the contracts' own key, so that a registration is seen at once. */
  apis: (tenant: string) =>
    queryOptions<Listed<ApiFacts>>({
      queryKey: ['contracts', tenant, 'runbook'],
      queryFn: ({ signal }) => newestApis(tenant, signal),
      ...every(PERIOD_MS),
    }),

  /** The newest calls with a key, newest first; of each class as many, so that refusals hide no answer. */
  calls: (tenant: string) =>
    queryOptions<LoggedCall[]>({
      queryKey: ['logs', tenant, 'runbook'],
      queryFn: async ({ signal }) => {
        const pages = await Promise.all(
          ['2xx', '4xx', '5xx'].map((status) =>
            controlPlane.listLogs(tenant, { status, search: KEY_MARK, limit: PAGE }, signal),
          ),
        )
        return pages
          .flatMap(({ items }) => items)
          .filter(({ method, key_prefix }) => method !== 'OPTIONS' && key_prefix != null)
          .map(callOf)
          .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
      },
      ...every(PERIOD_MS),
    }),

  /** Below the policies' own key. Each limit and CORS rule with what the gateway says that it holds of it. */
  policies: (tenant: string) =>
    queryOptions<PolicyFacts[]>({
      queryKey: ['policies', tenant, 'runbook'],
      queryFn: async ({ signal }) => {
        const found = await Promise.all(
          ['rate_limit', 'cors'].map((type) => policiesOf(tenant, type, signal)),
        )
        return found.flat()
      },
      ...every(PERIOD_MS),
    }),

  /** The newest active ones; counted without those that the console makes for its own test calls. */
  consumers: (tenant: string) =>
    queryOptions<Listed<ConsumerFacts>>({
      queryKey: ['consumers', tenant, 'runbook'],
      queryFn: async ({ signal }) => {
        const of = { status: 'active', sort: '-created_at' } as const
        const [{ items, total }, testers] = await Promise.all([
          controlPlane.listConsumers(tenant, { ...of, page_size: PAGE }, signal),
          controlPlane.listConsumers(tenant, { ...of, search: TESTER_MARK, page_size: 1 }, signal),
        ])
        return { items: items.map(consumerOf), total: Math.max(0, total - testers.total) }
      },
      ...every(PERIOD_MS),
    }),

  /**
   * The newest active ones, and those of keys that were used lately; one that waits for approval where none is active.
   * @param prefixes of the keys that the gateway's log shows
   */
  subscriptions: (tenant: string, prefixes: readonly string[]) =>
    queryOptions<Listed<SubscriptionFacts>>({
      queryKey: ['subscriptions', tenant, 'runbook', prefixes],
      queryFn: ({ signal }) => liveSubscriptions(tenant, prefixes, signal),
      placeholderData: keepPreviousData,
      ...every(PERIOD_MS),
    }),
}

/** What the gateway serves; where it serves nothing, the drafts. One that wants a key is among them if there is one at all. */
async function newestApis(tenant: string, signal: AbortSignal): Promise<Listed<ApiFacts>> {
  for (const status of ['published', 'deprecated', 'draft'] as const) {
    const filter = { status, page_size: PAGE, sort: '-created_at' }
    // The next kind is asked for where there is none of this one.
    // oxlint-disable-next-line no-await-in-loop
    const { items, total } = await controlPlane.listContracts(tenant, filter, signal)
    const isGuarded = items.some(({ auth }) => auth.type === 'api_key')
    if (total > items.length && !isGuarded) {
      const guarded = { ...filter, auth_type: 'api_key', page_size: SOME } as const
      // oxlint-disable-next-line no-await-in-loop
      const more = await controlPlane.listContracts(tenant, guarded, signal)
      items.push(...more.items)
    }
    if (total > 0) return { items: items.map(apiOf), total }
  }
  return { items: [], total: 0 }
}

/** Those in force, and the one that was changed last of those that are not: a burst before that change proves nothing. */
async function policiesOf(
  tenant: string,
  policy_type: string,
  signal: AbortSignal,
): Promise<PolicyFacts[]> {
  const of = { policy_type, sort: '-updated_at' }
  const [on, off] = await Promise.all([
    controlPlane.listPolicies(tenant, { ...of, enabled: true, page_size: PAGE }, signal),
    controlPlane.listPolicies(tenant, { ...of, enabled: false, page_size: 1 }, signal),
  ])
  const asked = await Promise.all(
    on.items.map(async (policy, place) =>
      policyOf(policy, {
        held:
          place < SOME
            ? (await controlPlane.policyEnforcement(policy.id, signal)).state
            : undefined,
        among: on.total,
      }),
    ),
  )
  return [...asked, ...off.items.map((policy) => policyOf(policy, { held: undefined }))]
}

async function liveSubscriptions(
  tenant: string,
  prefixes: readonly string[],
  signal: AbortSignal,
): Promise<Listed<SubscriptionFacts>> {
  const of = { status: 'active' } as const
  const ask = (filter: object) =>
    controlPlane.listSubscriptions(tenant, { sort: '-created_at', ...filter }, signal)
  const { items, total } = await ask({ ...of, page_size: PAGE })
  if (total === 0) return listedOf(await ask({ status: 'pending', page_size: 1 }))
  const known = new Set(items.map(({ api_key_prefix: prefix }) => prefix))
  const others = total > items.length ? prefixes.filter((prefix) => !known.has(prefix)) : []
  const used = await Promise.all(
    others.map((prefix) => ask({ ...of, api_key_prefix: prefix, page_size: SOME })),
  )
  return listedOf({ items: [...items, ...used.flatMap((page) => page.items)], total })
}

const listedOf = ({ items, total }: Listed<Subscription>): Listed<SubscriptionFacts> => ({
  items: items.map((one) => ({
    id: one.id,
    consumer: one.consumer_name,
    consumerExternalId: one.consumer_external_id,
    api: `${one.api_name} ${one.api_version}`,
    status: one.status,
    prefix: one.api_key_prefix,
    lastUsedAt: one.last_used_at,
  })),
  total,
})

const apiOf = (api: Contract): ApiFacts => ({
  id: api.id,
  name: api.apiName,
  version: api.apiVersion,
  status: api.status,
  path: api.bindings[0]?.path ?? '',
  auth: api.auth.type,
  isVisible: api.portal.visible,
})

const consumerOf = (one: {
  id: string
  name: string
  external_id: string
  status: string
}): ConsumerFacts => ({
  id: one.id,
  name: one.name,
  externalId: one.external_id,
  status: one.status,
})

const callOf = (entry: LogEntry): LoggedCall => ({
  at: entry.timestamp,
  requestId: entry.request_id,
  method: entry.method,
  path: entry.path,
  status: entry.status,
  durationMs: entry.duration_ms,
  reason: entry.reason ?? null,
  consumer: entry.consumer ?? null,
  keyPrefix: entry.key_prefix ?? null,
})

const numberIn = (value: unknown) => (typeof value === 'number' ? value : undefined)

function policyOf(policy: Policy, asked: Pick<PolicyFacts, 'held' | 'among'>): PolicyFacts {
  const { config } = policy
  const perMinute = numberIn(config['requests_per_minute'])
  const burst = numberIn(config['burst'])
  const origins = config['origins']
  return {
    id: policy.id,
    name: policy.name,
    type: policy.policy_type,
    isEnabled: policy.enabled,
    updatedAt: policy.updated_at,
    ...asked,
    ...(perMinute !== undefined && { perMinute }),
    ...(burst !== undefined && { burst }),
    ...(Array.isArray(origins) && {
      origins: origins.filter((one): one is string => typeof one === 'string'),
    }),
  }
}
