/** Explains what is in force for a call, by the very rule that the gateway enforces (platform/policy/effective.ts). */
import { sql } from 'kysely'

import type { EffectivePolicies } from '../../../contract/contract.gen.ts'
import type { PolicyBinding, PolicyRecord } from '../../policy/effective.ts'
import { effectivePolicies } from '../../policy/effective.ts'
import { findConsumer } from '../consumers/consumer-row.ts'
import { findContract } from '../contracts/contract-row.ts'
import type { Database } from '../core/database/connect.ts'
import { textOf } from '../core/instants.ts'
import { findPlan, planOf } from '../plans/plan-row.ts'

interface Path {
  contractId: string
  consumerId: string | undefined
}

/** @throws 404 when the contract or the consumer is none of the tenants' */
export async function explain(
  db: Database,
  tenants: readonly string[],
  { contractId, consumerId }: Path,
): Promise<EffectivePolicies> {
  const contract = await findContract(db, tenants, contractId)
  const tenant = contract.tenant_id
  if (consumerId !== undefined) await findConsumer(db, tenant, consumerId)
  const policies = await policiesOf(db, tenant)
  return {
    contract_id: contractId,
    consumer_id: consumerId ?? null,
    types: effectivePolicies(policies, { contractId, consumerId: consumerId ?? null }),
    plan: await planFor(db, tenant, { contractId, consumerId }),
  }
}

/** Every policy of a tenant with its bindings. */
export async function policiesOf(db: Database, tenant: string): Promise<PolicyRecord[]> {
  const rows = await db
    .selectFrom('policies')
    .select(['id', 'name', 'policy_type', 'scope', 'config', 'priority', 'enabled', 'created_at'])
    .select(
      sql<PolicyBinding[]>`coalesce((
        select jsonb_agg(jsonb_build_object('contract_id', b.contract_id, 'consumer_id', b.consumer_id))
        from policy_bindings b where b.policy_id = policies.id
      ), '[]'::jsonb)`.as('bindings'),
    )
    .where('tenant_id', '=', tenant)
    .execute()
  return rows.map((row) => ({ ...row, tenant, created_at: textOf(row.created_at) }))
}

async function planFor(db: Database, tenant: string, { contractId, consumerId }: Path) {
  if (consumerId === undefined) return null
  const subscription = await db
    .selectFrom('subscriptions')
    .select('plan_id')
    .where('tenant_id', '=', tenant)
    .where('contract_id', '=', contractId)
    .where('consumer_id', '=', consumerId)
    .where('status', 'in', ['active', 'suspended', 'pending'])
    .executeTakeFirst()
  const planId = subscription?.plan_id ?? null
  return planId === null ? null : planOf(await findPlan(db, tenant, planId))
}
