/** What a deleted API or consumer leaves of the policies that were bound to it. */
import type { WriteTransaction } from '../core/write.ts'
import { record, recordBinding } from './changes.ts'
import { bindingOf, policyOf, selectBinding, selectPolicy } from './policy-row.ts'

/**
 * Takes away every binding of what is deleted. A policy that was bound to nothing else is disabled: without a binding it
 * would cover the whole tenant from now on, which nobody asked for.
 * @param of which column names the deleted thing, and its id
 */
export async function releaseBindings(
  tx: WriteTransaction,
  tenant: string,
  { column, id }: { column: 'contract_id' | 'consumer_id'; id: string },
): Promise<void> {
  const gone = tx.db
    .selectFrom('policy_bindings')
    .where(column, '=', id)
    .where('tenant_id', '=', tenant)
  // The policies first, as everything that changes one does; nothing can be bound to them meanwhile.
  const bound = await selectPolicy(tx.db.selectFrom('policies'))
    .where('tenant_id', '=', tenant)
    .where('id', 'in', gone.select('policy_id'))
    .orderBy('id')
    .forUpdate()
    .execute()
  const bindings = await selectBinding(gone).execute()
  await tx.db
    .deleteFrom('policy_bindings')
    .where(column, '=', id)
    .where('tenant_id', '=', tenant)
    .execute()
  for (const row of bindings) {
    const policy = bound.find((one) => one.id === row.policy_id)
    if (policy) recordBinding(tx, 'unbind', { binding: bindingOf(row), policy })
  }
  const ids = bound.map((policy) => policy.id)
  if (ids.length > 0) await disableUnbound(tx, tenant, ids)
}

/** Counted anew: what another transaction unbound while this one waited for the policies is known only now. */
async function disableUnbound(tx: WriteTransaction, tenant: string, ids: string[]): Promise<void> {
  const policiesOf = (some: string[]) =>
    selectPolicy(tx.db.selectFrom('policies'))
      .where('tenant_id', '=', tenant)
      .where('id', 'in', some)
      .orderBy('id')
      .execute()
  const left = await policiesOf(ids)
  const before = left.filter(({ enabled, binding_count }) => enabled && binding_count === 0)
  const unbound = before.map(({ id }) => id)
  if (unbound.length === 0) return
  await tx.db
    .updateTable('policies')
    .set(({ eb }) => ({ enabled: false, version: eb('version', '+', 1), updated_at: tx.now }))
    .where('tenant_id', '=', tenant)
    .where('id', 'in', unbound)
    .execute()
  const after = await policiesOf(unbound)
  for (const [place, policy] of before.entries()) {
    const now = after[place]
    if (now) record(tx, 'update', policyOf(policy), policyOf(now))
  }
}
