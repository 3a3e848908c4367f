/** Creates, changes, binds and deletes policies; every function runs inside a write transaction. */
import { v7 as uuid } from 'uuid'

import type {
  NewPolicy,
  NewPolicyBinding,
  Policy,
  PolicyBinding,
  PolicyPatch,
} from '../../../contract/contract.gen.ts'
import { namingDuplicates } from '../core/duplicates.ts'
import { requireMatch } from '../core/etag.ts'
import { inTenants, searchText } from '../core/listing.ts'
import { mergePatch } from '../core/merge-patch.ts'
import { invalid, notFound } from '../core/problems.ts'
import type { WriteTransaction } from '../core/write.ts'
import type { CheckConfig } from './config.ts'
import { bindingOf, findPolicy, policyOf, selectBinding } from './policy-row.ts'

export interface Target {
  tenants: readonly string[]
  id: string
  ifMatch: string | undefined
}

/** As in the contract. */
const DEFAULT_PRIORITY = 100

const DUPLICATES = {
  policies_name: { pointer: '/name', detail: 'This tenant already has a policy of this name.' },
  policy_bindings_contract: {
    pointer: '/contract_id',
    detail: 'The policy is bound to this API already.',
  },
  policy_bindings_consumer: {
    pointer: '/consumer_id',
    detail: 'The policy is bound to this consumer already.',
  },
}

/** @throws 422 for a config that its type does not allow, 409 for a name that exists */
export async function createPolicy(
  tx: WriteTransaction,
  body: NewPolicy,
  checkConfig: CheckConfig,
): Promise<Policy> {
  const config = checkConfig(body.policy_type, body.config)
  const id = uuid()
  const description = body.description ?? ''
  await namingDuplicates(DUPLICATES, () =>
    tx.db
      .insertInto('policies')
      .values({
        id,
        tenant_id: body.tenant_id,
        name: body.name,
        policy_type: body.policy_type,
        scope: body.scope,
        description,
        config: JSON.stringify(config),
        priority: body.priority ?? DEFAULT_PRIORITY,
        enabled: body.enabled,
        search_text: searchText(body.name, body.policy_type, description),
        created_at: tx.now,
        updated_at: tx.now,
      })
      .execute(),
  )
  const policy = policyOf(await findPolicy(tx.db, [body.tenant_id], id))
  record(tx, 'create', null, policy)
  return policy
}

/** The config is merged first and checked as a whole. @throws 404, 412, 422, 409 */
export async function updatePolicy(
  tx: WriteTransaction,
  { tenants, id, ifMatch }: Target,
  { patch, checkConfig }: { patch: PolicyPatch; checkConfig: CheckConfig },
): Promise<Policy> {
  const before = await findPolicy(tx.db, tenants, id, true)
  requireMatch(ifMatch, before.version)
  const { name, description, priority, enabled } = { ...before, ...patch }
  const config = patch.config
    ? checkConfig(before.policy_type, mergePatch(before.config, patch.config))
    : before.config
  await namingDuplicates(DUPLICATES, () =>
    tx.db
      .updateTable('policies')
      .set({
        name,
        description,
        priority,
        enabled,
        config: JSON.stringify(config),
        search_text: searchText(name, before.policy_type, description),
        version: before.version + 1,
        updated_at: tx.now,
      })
      .where('id', '=', id)
      .where('tenant_id', '=', before.tenant_id)
      .execute(),
  )
  const after = policyOf(await findPolicy(tx.db, [before.tenant_id], id))
  record(tx, 'update', policyOf(before), after)
  return after
}

/** Its bindings go with it. @throws 404, 412 */
export async function deletePolicy(
  tx: WriteTransaction,
  { tenants, id, ifMatch }: Target,
): Promise<void> {
  const before = await findPolicy(tx.db, tenants, id, true)
  requireMatch(ifMatch, before.version)
  await tx.db
    .deleteFrom('policies')
    .where('id', '=', id)
    .where('tenant_id', '=', before.tenant_id)
    .execute()
  record(tx, 'delete', policyOf(before), null)
}

/** @throws 422 naming the id that is none of the tenant's, 409 when it is bound already */
export async function createBinding(
  tx: WriteTransaction,
  tenants: readonly string[],
  body: NewPolicyBinding,
): Promise<PolicyBinding> {
  const policy = await findPolicy(tx.db, tenants, body.policy_id).catch(() => {
    throw invalid({ pointer: '/policy_id', detail: 'There is no such policy.' })
  })
  await requireTarget(tx, policy.tenant_id, body)
  const id = uuid()
  await namingDuplicates(DUPLICATES, () =>
    tx.db
      .insertInto('policy_bindings')
      .values({
        id,
        tenant_id: policy.tenant_id,
        policy_id: policy.id,
        contract_id: body.contract_id ?? null,
        consumer_id: body.consumer_id ?? null,
        created_at: tx.now,
      })
      .execute(),
  )
  const row = await selectBinding(tx.db.selectFrom('policy_bindings'))
    .where('id', '=', id)
    .where('tenant_id', '=', policy.tenant_id)
    .executeTakeFirstOrThrow()
  const binding = bindingOf(row)
  recordBinding(tx, 'bind', { binding, policy })
  return binding
}

/** A policy is bound within its own tenant only. */
async function requireTarget(
  tx: WriteTransaction,
  tenant: string,
  { contract_id, consumer_id }: NewPolicyBinding,
): Promise<void> {
  const [table, id, pointer] =
    contract_id !== undefined
      ? (['contracts', contract_id, '/contract_id'] as const)
      : (['consumers', consumer_id ?? '', '/consumer_id'] as const)
  const found = await tx.db
    .selectFrom(table)
    .select('id')
    .where('id', '=', id)
    .where('tenant_id', '=', tenant)
    .where('deleted_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  if (!found)
    throw invalid({ pointer, detail: "The policy's tenant has no such thing to bind to." })
}

/** @throws 404 */
export async function deleteBinding(
  tx: WriteTransaction,
  tenants: readonly string[],
  id: string,
): Promise<void> {
  const row = await selectBinding(tx.db.selectFrom('policy_bindings'))
    .where('id', '=', id)
    .where(inTenants('tenant_id', tenants))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('binding')
  await tx.db
    .deleteFrom('policy_bindings')
    .where('id', '=', id)
    .where('tenant_id', '=', row.tenant_id)
    .execute()
  const policy = await findPolicy(tx.db, [row.tenant_id], row.policy_id)
  recordBinding(tx, 'unbind', { binding: bindingOf(row), policy })
}

/** A binding made or taken away. */
export function recordBinding(
  tx: WriteTransaction,
  action: 'bind' | 'unbind',
  { binding, policy }: { binding: PolicyBinding; policy: { name: string; tenant_id: string } },
): void {
  tx.touch('policy', binding.policy_id)
  tx.audit({
    tenant_id: policy.tenant_id,
    action,
    resource_type: 'policy',
    resource_id: binding.policy_id,
    resource_name: policy.name,
    before: action === 'unbind' ? binding : null,
    after: action === 'bind' ? binding : null,
  })
}

/** A policy created, changed or deleted. */
export function record(
  tx: WriteTransaction,
  action: string,
  before: Policy | null,
  after: Policy | null,
): void {
  const policy = after ?? before
  if (!policy) return
  tx.touch('policy', policy.id)
  tx.audit({
    tenant_id: policy.tenant_id,
    action,
    resource_type: 'policy',
    resource_id: policy.id,
    resource_name: policy.name,
    before,
    after,
  })
}
