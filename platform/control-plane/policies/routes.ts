/** Policies: rate limits, CORS and security rules, what they are bound to, and what is in force where. */
import { sql } from 'kysely'

import { ownTenant, tenantsOf } from '../core/access.ts'
import { created, noContent, ok } from '../core/answers.ts'
import type { Api, Call, QueryOf } from '../core/calls.ts'
import type { Database } from '../core/database/connect.ts'
import { containing, inTenants, pageOf, sortTerms } from '../core/listing.ts'
import type { Services } from '../core/services.ts'
import type { Target } from './changes.ts'
import {
  createBinding,
  createPolicy,
  deleteBinding,
  deletePolicy,
  updatePolicy,
} from './changes.ts'
import { configChecks } from './config.ts'
import { explain } from './effective.ts'
import { enforcementOf } from './enforcement.ts'
import { impact } from './impact.ts'
import { bindingOf, findPolicy, policyOf, selectBinding, selectPolicy } from './policy-row.ts'

const SORT = {
  name: sql`lower(name)`,
  policy_type: sql`policy_type`,
  priority: sql`priority`,
  enabled: sql`enabled`,
  created_at: sql`created_at`,
  updated_at: sql`updated_at`,
}

/** All operations under /v1/admin/policies. */
export function registerPolicies(api: Api, services: Services): void {
  const { contract, environment } = services
  // As the gateway fetches them: a local identity provider may be the platform's own.
  const checkConfig = configChecks(contract, {
    allowLoopback: environment.allowLoopbackBackends,
    deniedPorts: new Set(),
  })
  registerReads(api)
  registerExplanations(api, services)
  registerBindings(api)
  api.implement('createPolicy', (call) => {
    const tenant_id = ownTenant(call.principal, call.body.tenant_id)
    return call.write(async (tx) => {
      const policy = await createPolicy(tx, { ...call.body, tenant_id }, checkConfig)
      return created(policy, { etag: policy.etag, location: `/v1/admin/policies/${policy.id}` })
    })
  })
  api.implement('updatePolicy', (call) =>
    call.write(async (tx) => {
      const policy = await updatePolicy(tx, targetOf(call), { patch: call.body, checkConfig })
      return ok(policy, { etag: policy.etag })
    }),
  )
  api.implement('deletePolicy', (call) =>
    call.write(async (tx) => {
      await deletePolicy(tx, targetOf(call))
      return noContent()
    }),
  )
}

function registerReads(api: Api): void {
  api.implement('listPolicies', async (call) => {
    const tenants = tenantsOf(call.principal, call.query.tenant_id)
    return ok(await listPolicies(call.db, tenants, call.query))
  })
  api.implement('getPolicy', async (call) => {
    const policy = policyOf(await findPolicy(call.db, call.principal.tenants, call.path.id))
    return ok(policy, { etag: policy.etag })
  })
}

function registerExplanations(api: Api, services: Services): void {
  const enforcement = enforcementOf(services)
  api.implement('getPolicyImpact', async (call) =>
    ok(await impact(call.db, await found(call), call.query)),
  )
  api.implement('getPolicyEnforcement', async (call) => ok(await enforcement(await found(call))))
  api.implement('getEffectivePolicies', async (call) => {
    const { contract_id: contractId, consumer_id: consumerId } = call.query
    return ok(await explain(call.db, call.principal.tenants, { contractId, consumerId }))
  })
}

function registerBindings(api: Api): void {
  api.implement('listPolicyBindings', async (call) => {
    const policy = await findPolicy(call.db, call.principal.tenants, call.path.id)
    const filtered = call.db
      .selectFrom('policy_bindings')
      .where('policy_id', '=', policy.id)
      .where('tenant_id', '=', policy.tenant_id)
    const page = await pageOf(filtered, selectBinding, {
      terms: [{ by: sql`created_at`, direction: 'asc' }],
      tieBreaker: sql`id`,
      query: call.query,
    })
    return ok({ ...page, items: page.items.map(bindingOf) })
  })
  api.implement('createPolicyBinding', (call) =>
    call.write(async (tx) => created(await createBinding(tx, call.principal.tenants, call.body))),
  )
  api.implement('deletePolicyBinding', (call) =>
    call.write(async (tx) => {
      await deleteBinding(tx, call.principal.tenants, call.path.id)
      return noContent()
    }),
  )
}

/** The policy that is asked about. @throws 404 */
function found(call: Pick<Call<'getPolicy'>, 'db' | 'principal' | 'path'>) {
  return findPolicy(call.db, call.principal.tenants, call.path.id)
}

function targetOf(call: Pick<Call<'updatePolicy'>, 'principal' | 'path' | 'headers'>): Target {
  return { tenants: call.principal.tenants, id: call.path.id, ifMatch: call.headers['If-Match'] }
}

async function listPolicies(
  db: Database,
  tenants: readonly string[],
  query: QueryOf<'listPolicies'>,
) {
  const terms = sortTerms(query.sort, SORT, '-created_at')
  let filtered = db.selectFrom('policies').where(inTenants('tenant_id', tenants))
  if (query.policy_type !== undefined)
    filtered = filtered.where('policy_type', '=', query.policy_type)
  if (query.scope !== undefined) filtered = filtered.where('scope', '=', query.scope)
  if (query.enabled !== undefined) filtered = filtered.where('enabled', '=', query.enabled)
  if (query.search !== undefined)
    filtered = filtered.where('search_text', 'like', containing(query.search))
  const page = await pageOf(filtered, selectPolicy, { terms, tieBreaker: sql`id`, query })
  return { ...page, items: page.items.map(policyOf) }
}
