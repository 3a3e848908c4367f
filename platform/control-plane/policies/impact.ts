/** What a policy reaches and what a change of it would change, over the tenant's real APIs and subscriptions. */
import { sql } from 'kysely'

import type { PolicyImpact } from '../../../contract/contract.gen.ts'
import type { CallPath, PolicyBinding, PolicyRecord } from '../../policy/effective.ts'
import { impactOf, type PolicyChange } from '../../policy/impact.ts'
import type { QueryOf } from '../core/calls.ts'
import type { Database } from '../core/database/connect.ts'
import { invalid, notFound } from '../core/problems.ts'
import { policiesOf } from './effective.ts'
import type { PolicyRow } from './policy-row.ts'

interface NamedPath extends CallPath {
  contractId: string
  api: string
  consumerId: string | null
  consumer: string | null
}

const MOST_ITEMS = 50
const MOST_POLICIES = 20

/** @throws 422 for a change that lacks what it is about, 404 for a binding that is none of the policy's */
export async function impact(
  db: Database,
  { id, tenant_id: tenant }: PolicyRow,
  query: QueryOf<'getPolicyImpact'>,
): Promise<PolicyImpact> {
  const policies = await policiesOf(db, tenant)
  const policy = policies.find((other) => other.id === id)
  if (!policy) throw notFound('policy')
  const change = await changeOf(db, policy, query)
  const bound = consumersOf(policy)
  const apis = await liveApis(db, tenant)
  const added = 'binding' in change && change.change === 'bind' ? change.binding.consumer_id : null
  const people = await subscribed(db, tenant, [...bound, ...(added ? [added] : [])])
  const found = impactOf(policies, policy, [...apis, ...people], change)
  return {
    policy_id: id,
    change: change.change,
    apis_total: apis.length,
    apis_covered: found.apisCovered,
    consumers_covered: bound.length,
    apis_won: found.apisWon,
    overruled_by: found.overruledBy.slice(0, MOST_POLICIES),
    changed: found.changed.length,
    unprotected: found.changed.filter(({ after }) => after === null).length,
    newly_covered: found.changed.filter(({ before }) => before === null).length,
    taken_over_by: found.takenOverBy.slice(0, MOST_POLICIES),
    items: found.changed.slice(0, MOST_ITEMS).map(({ path, before, after }) => ({
      contract_id: path.contractId,
      api: path.api,
      consumer_id: path.consumerId,
      consumer: path.consumer,
      before,
      after,
    })),
  }
}

function consumersOf(policy: PolicyRecord): string[] {
  const ids = policy.bindings.flatMap(({ consumer_id }) => consumer_id ?? [])
  return [...new Set(ids)]
}

async function changeOf(
  db: Database,
  policy: PolicyRecord,
  query: QueryOf<'getPolicyImpact'>,
): Promise<PolicyChange> {
  const change = query.change ?? 'delete'
  if (change === 'bind') return { change, binding: targetIn(query) }
  if (change === 'unbind') return { change, binding: await bindingIn(db, policy, query.binding_id) }
  return { change }
}

function targetIn({ contract_id, consumer_id }: QueryOf<'getPolicyImpact'>): PolicyBinding {
  if ((contract_id === undefined) === (consumer_id === undefined))
    throw invalid({ pointer: '/query/contract_id', detail: 'Name an API or a consumer.' })
  return { contract_id: contract_id ?? null, consumer_id: consumer_id ?? null }
}

async function bindingIn(
  db: Database,
  policy: PolicyRecord,
  id: string | undefined,
): Promise<PolicyBinding> {
  if (id === undefined)
    throw invalid({ pointer: '/query/binding_id', detail: 'Name the binding that goes.' })
  const row = await db
    .selectFrom('policy_bindings')
    .select(['contract_id', 'consumer_id'])
    .where('id', '=', id)
    .where('policy_id', '=', policy.id)
    .where('tenant_id', '=', policy.tenant)
    .executeTakeFirst()
  if (!row) throw notFound('binding')
  return row
}

/** What the gateway serves: each without a consumer. */
async function liveApis(db: Database, tenant: string): Promise<NamedPath[]> {
  const rows = await db
    .selectFrom('contracts')
    .select(['id', 'api_name', 'api_version'])
    .where('tenant_id', '=', tenant)
    .where('deleted_at', 'is', null)
    .where('status', 'in', ['published', 'deprecated'])
    .orderBy('api_name')
    .orderBy('id')
    .execute()
  return rows.map(({ id, api_name, api_version }) => ({
    contractId: id,
    api: `${api_name} ${api_version}`,
    consumerId: null,
    consumer: null,
  }))
}

/** The live subscriptions of these consumers to APIs that the gateway serves. */
async function subscribed(
  db: Database,
  tenant: string,
  consumers: readonly string[],
): Promise<NamedPath[]> {
  if (consumers.length === 0) return []
  return db
    .selectFrom('subscriptions as s')
    .innerJoin('contracts as a', 'a.id', 's.contract_id')
    .innerJoin('consumers as c', 'c.id', 's.consumer_id')
    .select(['s.contract_id as contractId', 's.consumer_id as consumerId', 'c.name as consumer'])
    .select(sql<string>`a.api_name || ' ' || a.api_version`.as('api'))
    .where('s.tenant_id', '=', tenant)
    .where('s.consumer_id', 'in', [...consumers])
    .where('s.status', 'in', ['active', 'suspended'])
    .where('a.status', 'in', ['published', 'deprecated'])
    .where('a.deleted_at', 'is', null)
    .orderBy('a.api_name')
    .orderBy('s.id')
    .execute()
}
