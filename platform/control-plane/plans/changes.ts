/** Creates, changes and deletes plans; every function runs inside a write transaction. */
import { v7 as uuid } from 'uuid'

import type { NewPlan, Plan, PlanPatch } from '../../../contract/contract.gen.ts'
import { namingDuplicates } from '../core/duplicates.ts'
import { requireMatch } from '../core/etag.ts'
import { searchText } from '../core/listing.ts'
import { conflict } from '../core/problems.ts'
import type { WriteTransaction } from '../core/write.ts'
import { findPlan, planOf } from './plan-row.ts'

export interface Target {
  tenant: string
  id: string
  ifMatch: string | undefined
}

const DUPLICATES = {
  plans_slug: { pointer: '/slug', detail: 'This tenant already has a plan with this slug.' },
}

/** @throws 409 for a slug that exists */
export async function createPlan(
  tx: WriteTransaction,
  tenant: string,
  body: NewPlan,
): Promise<Plan> {
  const id = uuid()
  const description = body.description ?? ''
  await namingDuplicates(DUPLICATES, () =>
    tx.db
      .insertInto('plans')
      .values({
        id,
        tenant_id: tenant,
        slug: body.slug,
        name: body.name,
        description,
        rate_limit_per_minute: body.rate_limit_per_minute ?? null,
        burst_limit: body.burst_limit ?? null,
        daily_request_limit: body.daily_request_limit ?? null,
        monthly_request_limit: body.monthly_request_limit ?? null,
        requires_approval: body.requires_approval,
        status: 'active',
        search_text: searchText(body.slug, body.name, description),
        created_at: tx.now,
        updated_at: tx.now,
      })
      .execute(),
  )
  const plan = planOf(await findPlan(tx.db, tenant, id))
  record(tx, 'create', null, plan)
  return plan
}

/** A limit that the patch names as null is taken away. @throws 404, 412 */
export async function updatePlan(
  tx: WriteTransaction,
  { tenant, id, ifMatch }: Target,
  patch: PlanPatch,
): Promise<Plan> {
  const before = await findPlan(tx.db, tenant, id, true)
  requireMatch(ifMatch, before.version)
  const { slug, name, description } = { ...before, ...patch }
  await tx.db
    .updateTable('plans')
    .set({
      ...patch,
      search_text: searchText(slug, name, description),
      version: before.version + 1,
      updated_at: tx.now,
    })
    .where('id', '=', id)
    .where('tenant_id', '=', tenant)
    .execute()
  const after = planOf(await findPlan(tx.db, tenant, id))
  record(tx, 'update', planOf(before), after)
  return after
}

/** @throws 404, 412, 409 while a live subscription uses it */
export async function deletePlan(
  tx: WriteTransaction,
  { tenant, id, ifMatch }: Target,
): Promise<void> {
  const before = await findPlan(tx.db, tenant, id, true)
  requireMatch(ifMatch, before.version)
  if (before.subscription_count > 0)
    throw conflict(
      `The plan is used by ${before.subscription_count} subscriptions. Archive it instead.`,
    )
  await tx.db
    .updateTable('plans')
    .set({ deleted_at: tx.now })
    .where('id', '=', id)
    .where('tenant_id', '=', tenant)
    .execute()
  record(tx, 'delete', planOf(before), null)
}

function record(
  tx: WriteTransaction,
  action: string,
  before: Plan | null,
  after: Plan | null,
): void {
  const plan = after ?? before
  if (!plan) return
  tx.touch('plan', plan.id)
  tx.audit({
    tenant_id: plan.tenant_id,
    action,
    resource_type: 'plan',
    resource_id: plan.id,
    resource_name: plan.name,
    before,
    after,
  })
}
