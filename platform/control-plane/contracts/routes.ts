/** Universal API Contracts: register, change, move through their life, list. */
import { sql } from 'kysely'

import { ownTenant, tenantsOf } from '../core/access.ts'
import { created, noContent, ok } from '../core/answers.ts'
import type { Api, Call, QueryOf } from '../core/calls.ts'
import type { Database } from '../core/database/connect.ts'
import { containing, inTenants, pageOf, sortTerms } from '../core/listing.ts'
import { notFound } from '../core/problems.ts'
import type { Services } from '../core/services.ts'
import { backendRulesOf } from './backend-address.ts'
import type { Target } from './changes.ts'
import {
  createContract,
  deleteContract,
  deleteOpenapi,
  putOpenapi,
  stepContract,
  updateContract,
} from './changes.ts'
import { registerOpenapiFetch } from './openapi-fetch.ts'
import { contractOf, findContract, selectContract } from './contract-row.ts'

const SORT = {
  displayName: sql`lower(display_name)`,
  apiName: sql`api_name`,
  apiVersion: sql`api_version`,
  status: sql`status`,
  created_at: sql`created_at`,
  updated_at: sql`updated_at`,
}

/** All operations under /v1/contracts. */
export function registerContracts(api: Api, services: Services): void {
  const rules = backendRulesOf(services.environment)
  registerReads(api)
  registerOpenapiFetch(api, services)
  registerLifecycle(api)
  api.implement('createContract', (call) => {
    const tenant = ownTenant(call.principal, call.body.tenant)
    return call.write(async (tx) => {
      const by = call.principal.name
      const contract = await createContract(tx, { ...call.body, tenant }, { rules, by })
      return created(contract, { etag: contract.etag, location: `/v1/contracts/${contract.id}` })
    })
  })
  api.implement('updateContract', (call) =>
    call.write(async (tx) => {
      const contract = await updateContract(tx, targetOf(call), { patch: call.body, rules })
      return ok(contract, { etag: contract.etag })
    }),
  )
  api.implement('deleteContract', (call) =>
    call.write(async (tx) => {
      await deleteContract(tx, targetOf(call), { force: call.query.force, by: call.principal.name })
      return noContent()
    }),
  )
}

function registerReads(api: Api): void {
  api.implement('listContracts', async (call) => {
    const tenants = tenantsOf(call.principal, call.query.tenant)
    return ok(await listContracts(call.db, tenants, call.query))
  })
  api.implement('getContract', async (call) => {
    const contract = contractOf(await findContract(call.db, call.principal.tenants, call.path.id))
    return ok(contract, { etag: contract.etag })
  })
  api.implement('getContractOpenapi', async (call) => {
    const row = await call.db
      .selectFrom('contracts')
      .select('openapi')
      .where('id', '=', call.path.id)
      .where(inTenants('tenant_id', call.principal.tenants))
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (typeof row?.openapi !== 'string') throw notFound('OpenAPI document')
    return new Response(row.openapi, { headers: { 'Content-Type': 'application/json' } })
  })
}

function registerLifecycle(api: Api): void {
  api.implement('publishContract', (call) =>
    call.write(async (tx) => {
      const contract = await stepContract(tx, targetOf(call), { step: 'publish' })
      return ok(contract, { etag: contract.etag })
    }),
  )
  api.implement('deprecateContract', (call) =>
    call.write(async (tx) => {
      const change = { step: 'deprecate', deprecation: call.body } as const
      const contract = await stepContract(tx, targetOf(call), change)
      return ok(contract, { etag: contract.etag })
    }),
  )
  api.implement('retireContract', (call) =>
    call.write(async (tx) => {
      const contract = await stepContract(tx, targetOf(call), { step: 'retire' })
      return ok(contract, { etag: contract.etag })
    }),
  )
  api.implement('putContractOpenapi', (call) =>
    call.write(async (tx) => {
      const contract = await putOpenapi(tx, targetOf(call), call.body)
      return noContent({ etag: contract.etag })
    }),
  )
  api.implement('deleteContractOpenapi', (call) =>
    call.write(async (tx) => {
      const contract = await deleteOpenapi(tx, targetOf(call))
      return noContent({ etag: contract.etag })
    }),
  )
}

type Changing =
  | 'updateContract'
  | 'deleteContract'
  | 'publishContract'
  | 'deprecateContract'
  | 'retireContract'
  | 'putContractOpenapi'
  | 'deleteContractOpenapi'

function targetOf(call: Pick<Call<Changing>, 'principal' | 'path' | 'headers'>): Target {
  return { tenants: call.principal.tenants, id: call.path.id, ifMatch: call.headers['If-Match'] }
}

async function listContracts(
  db: Database,
  tenants: readonly string[],
  query: QueryOf<'listContracts'>,
) {
  const terms = sortTerms(query.sort, SORT, '-created_at')
  let filtered = db
    .selectFrom('contracts')
    .where(inTenants('tenant_id', tenants))
    .where('deleted_at', 'is', null)
  if (query.status !== undefined) filtered = filtered.where('status', '=', query.status)
  if (query.auth_type !== undefined) filtered = filtered.where('auth_type', '=', query.auth_type)
  if (query.version !== undefined) filtered = filtered.where('api_version', '=', query.version)
  if (query.category !== undefined)
    filtered = filtered.where(
      sql<boolean>`categories @> ${JSON.stringify([query.category])}::jsonb`,
    )
  if (query.search !== undefined) {
    const part = containing(query.search)
    filtered = filtered.where(
      sql<boolean>`(search_text like ${part} or lower(endpoint_url) like ${part})`,
    )
  }
  const page = await pageOf(filtered, selectContract, { terms, tieBreaker: sql`id`, query })
  return { ...page, items: page.items.map(contractOf) }
}
