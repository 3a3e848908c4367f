/** Creates, changes and deletes contracts; every function runs inside a write transaction. */
import { v7 as uuid } from 'uuid'

import type {
  Contract,
  ContractPatch,
  Deprecation,
  NewContract,
} from '../../../contract/contract.gen.ts'
import type { AddressRules } from '../../gateway/backend/address.ts'
import { namingDuplicates } from '../core/duplicates.ts'
import { requireMatch } from '../core/etag.ts'
import { futureInstant } from '../core/instants.ts'
import { conflict, notFound } from '../core/problems.ts'
import { mergePatch } from '../core/merge-patch.ts'
import type { WriteTransaction } from '../core/write.ts'
import { releaseBindings } from '../policies/release.ts'
import { revokeAll } from '../subscriptions/revocation.ts'
import type { ContractRow } from './contract-row.ts'
import { contractOf, contractSearchText, findContract } from './contract-row.ts'
import { DEFAULT_TIMEOUT, requireEndpoint } from './endpoint.ts'

/** Which contract, for whom, based on which version. */
export interface Target {
  tenants: readonly string[]
  id: string
  ifMatch: string | undefined
}

const DUPLICATES = {
  contracts_name_version: {
    pointer: '/apiVersion',
    detail: 'This tenant already has an API of this name and version.',
  },
}

/** @throws 422 for an endpoint that no gateway may call, 409 for a name and version that exist */
export async function createContract(
  tx: WriteTransaction,
  body: NewContract,
  { rules, by }: { rules: AddressRules; by: string },
): Promise<Contract> {
  requireEndpoint(body.endpoint, rules)
  const id = uuid()
  const categories = body.portal?.categories ?? []
  const named = {
    api_name: body.apiName,
    api_version: body.apiVersion,
    display_name: body.displayName ?? body.apiName,
    description: body.description ?? '',
  }
  await namingDuplicates(DUPLICATES, () =>
    tx.db
      .insertInto('contracts')
      .values({
        ...named,
        id,
        tenant_id: body.tenant,
        endpoint_url: body.endpoint.url,
        endpoint_method: body.endpoint.method,
        endpoint_timeout: body.endpoint.timeout ?? DEFAULT_TIMEOUT,
        auth_type: body.auth?.type ?? 'api_key',
        portal_visible: body.portal?.visible ?? false,
        categories: JSON.stringify(categories),
        metadata: JSON.stringify(body.metadata ?? {}),
        status: body.status,
        search_text: contractSearchText({ ...named, categories }),
        created_at: tx.now,
        created_by: by,
        updated_at: tx.now,
      })
      .execute(),
  )
  const contract = contractOf(await findContract(tx.db, [body.tenant], id))
  record(tx, 'create', null, contract)
  return contract
}

/** @throws 404, 412, 422, 409 */
export async function updateContract(
  tx: WriteTransaction,
  target: Target,
  { patch, rules }: { patch: ContractPatch; rules: AddressRules },
): Promise<Contract> {
  const before = await locked(tx, target)
  requireEndpoint(patch.endpoint ?? {}, rules)
  const named = {
    api_name: before.api_name,
    api_version: patch.apiVersion ?? before.api_version,
    display_name: patch.displayName ?? before.display_name,
    description: patch.description ?? before.description,
  }
  const categories = patch.portal?.categories ?? before.categories
  const metadata = patch.metadata ? mergePatch(before.metadata, patch.metadata) : before.metadata
  return namingDuplicates(DUPLICATES, () =>
    save(tx, 'update', before, {
      ...named,
      endpoint_url: patch.endpoint?.url ?? before.endpoint_url,
      endpoint_method: patch.endpoint?.method ?? before.endpoint_method,
      endpoint_timeout: patch.endpoint?.timeout ?? before.endpoint_timeout,
      auth_type: patch.auth?.type ?? before.auth_type,
      portal_visible: patch.portal?.visible ?? before.portal_visible,
      categories: JSON.stringify(categories),
      metadata: JSON.stringify(metadata),
      search_text: contractSearchText({ ...named, categories }),
    }),
  )
}

type Step = 'publish' | 'deprecate' | 'retire'

/** draft -> published -> deprecated -> retired, one step at a time. */
const STEPS: Record<Step, { from: string; to: string }> = {
  publish: { from: 'draft', to: 'published' },
  deprecate: { from: 'published', to: 'deprecated' },
  retire: { from: 'deprecated', to: 'retired' },
}

/** @throws 404, 412, 409 for an illegal step, 422 for a sunset in the past */
export async function stepContract(
  tx: WriteTransaction,
  target: Target,
  { step, deprecation }: { step: Step; deprecation?: Deprecation },
): Promise<Contract> {
  const before = await locked(tx, target)
  const { from, to } = STEPS[step]
  if (before.status !== from)
    throw conflict(`Only a ${from} contract can be ${to}; this one is ${before.status}.`)
  const sunset = deprecation?.sunset_at
  return save(tx, step, before, {
    status: to,
    ...(deprecation && {
      deprecation_reason: deprecation.reason,
      sunset_at: sunset === undefined ? null : futureInstant(sunset, '/sunset_at', tx.now),
      deprecated_at: tx.now,
    }),
  })
}

/** Stores the API's own OpenAPI document, as text, so that it comes back as it was sent. */
export async function putOpenapi(
  tx: WriteTransaction,
  target: Target,
  document: object,
): Promise<Contract> {
  const before = await locked(tx, target)
  return save(tx, 'update-openapi', before, { openapi: JSON.stringify(document) })
}

/** @throws 404 when there is no contract or no document, 412 */
export async function deleteOpenapi(tx: WriteTransaction, target: Target): Promise<Contract> {
  const before = await locked(tx, target)
  if (!before.has_openapi) throw notFound('OpenAPI document')
  return save(tx, 'delete-openapi', before, { openapi: null })
}

/** @throws 404, 412, 409 while it has live subscriptions and `force` is false */
export async function deleteContract(
  tx: WriteTransaction,
  target: Target,
  { force, by }: { force: boolean; by: string },
): Promise<void> {
  const before = await locked(tx, target)
  if (before.subscription_count > 0 && !force)
    throw conflict(
      `The contract has ${before.subscription_count} live subscriptions. Revoke them first, or delete with force=true.`,
    )
  await revokeAll(tx, { contract_id: before.id }, { by, reason: 'The API was deleted.' })
  await releaseBindings(tx, before.tenant_id, { column: 'contract_id', id: before.id })
  await tx.db
    .updateTable('contracts')
    .set({ deleted_at: tx.now })
    .where('id', '=', before.id)
    .where('tenant_id', '=', before.tenant_id)
    .execute()
  record(tx, 'delete', contractOf(before), null)
}

async function locked(
  tx: WriteTransaction,
  { tenants, id, ifMatch }: Target,
): Promise<ContractRow> {
  const row = await findContract(tx.db, tenants, id, true)
  requireMatch(ifMatch, row.version)
  return row
}

async function save(
  tx: WriteTransaction,
  action: string,
  before: ContractRow,
  change: Record<string, unknown>,
): Promise<Contract> {
  await tx.db
    .updateTable('contracts')
    .set({ ...change, version: before.version + 1, updated_at: tx.now })
    .where('id', '=', before.id)
    .where('tenant_id', '=', before.tenant_id)
    .execute()
  const after = contractOf(await findContract(tx.db, [before.tenant_id], before.id))
  record(tx, action, contractOf(before), after)
  return after
}

function record(
  tx: WriteTransaction,
  action: string,
  before: Contract | null,
  after: Contract | null,
): void {
  const { id, tenant, apiName, apiVersion } = (after ?? before) as Contract
  tx.touch('route', id)
  tx.audit({
    tenant_id: tenant,
    action,
    resource_type: 'contract',
    resource_id: id,
    resource_name: `${apiName} ${apiVersion}`,
    before,
    after,
  })
}
