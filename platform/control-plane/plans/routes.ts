/** Plans: limits sold together. */
import { sql } from 'kysely'

import { ownTenant } from '../core/access.ts'
import { created, noContent, ok } from '../core/answers.ts'
import type { Api, Call, QueryOf } from '../core/calls.ts'
import type { Database } from '../core/database/connect.ts'
import { containing, pageOf, sortTerms } from '../core/listing.ts'
import type { Target } from './changes.ts'
import { createPlan, deletePlan, updatePlan } from './changes.ts'
import { findPlan, planOf, selectPlan } from './plan-row.ts'

const SORT = {
  name: sql`lower(name)`,
  slug: sql`slug`,
  status: sql`status`,
  created_at: sql`created_at`,
  updated_at: sql`updated_at`,
}

/** All operations under /v1/plans. */
export function registerPlans(api: Api): void {
  api.implement('listPlans', async (call) => {
    const tenant = ownTenant(call.principal, call.path.tenant)
    return ok(await listPlans(call.db, tenant, call.query))
  })
  api.implement('getPlan', async (call) => {
    const tenant = ownTenant(call.principal, call.path.tenant)
    const plan = planOf(await findPlan(call.db, tenant, call.path.id))
    return ok(plan, { etag: plan.etag })
  })
  api.implement('createPlan', (call) => {
    const tenant = ownTenant(call.principal, call.path.tenant)
    return call.write(async (tx) => {
      const plan = await createPlan(tx, tenant, call.body)
      return created(plan, { etag: plan.etag, location: `/v1/plans/${tenant}/${plan.id}` })
    })
  })
  api.implement('updatePlan', (call) =>
    call.write(async (tx) => {
      const plan = await updatePlan(tx, targetOf(call), call.body)
      return ok(plan, { etag: plan.etag })
    }),
  )
  api.implement('deletePlan', (call) =>
    call.write(async (tx) => {
      await deletePlan(tx, targetOf(call))
      return noContent()
    }),
  )
}

function targetOf(call: Pick<Call<'updatePlan'>, 'principal' | 'path' | 'headers'>): Target {
  const tenant = ownTenant(call.principal, call.path.tenant)
  return { tenant, id: call.path.id, ifMatch: call.headers['If-Match'] }
}

async function listPlans(db: Database, tenant: string, query: QueryOf<'listPlans'>) {
  const terms = sortTerms(query.sort, SORT, '-created_at')
  let filtered = db
    .selectFrom('plans')
    .where('tenant_id', '=', tenant)
    .where('deleted_at', 'is', null)
  if (query.status !== undefined) filtered = filtered.where('status', '=', query.status)
  if (query.search !== undefined)
    filtered = filtered.where('search_text', 'like', containing(query.search))
  const page = await pageOf(filtered, selectPlan, { terms, tieBreaker: sql`id`, query })
  return { ...page, items: page.items.map(planOf) }
}
