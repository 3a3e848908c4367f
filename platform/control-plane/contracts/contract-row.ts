/** Contracts as rows and as the API shows them. */
import type { Kysely, SelectQueryBuilder } from 'kysely'
import { sql } from 'kysely'

import type { Contract } from '../../../contract/contract.gen.ts'
import type { ContractsTable, JsonObject, Tables } from '../core/database/schema.ts'
import { etagOf } from '../core/etag.ts'
import { textOf } from '../core/instants.ts'
import { inTenants, searchText } from '../core/listing.ts'
import { notFound } from '../core/problems.ts'

type Columns =
  | Exclude<
      keyof ContractsTable,
      'openapi' | 'search_text' | 'deleted_at' | 'categories' | 'metadata'
    >
  | 'categories'
  | 'metadata'

export type ContractRow = Pick<
  { [Name in keyof ContractsTable]: ContractsTable[Name] },
  Exclude<Columns, 'categories' | 'metadata' | 'version'>
> & {
  version: number
  categories: string[]
  metadata: JsonObject
  has_openapi: boolean
  subscription_count: number
}

const PROTOCOLS: Record<string, string> = { REST: 'rest', GRAPHQL: 'graphql', SOAP: 'soap' }

/** Subscriptions that count as used: active and suspended ones whose time is not over. */
const LIVE_COUNT = sql<number>`(
  select count(*) from subscriptions s
  where s.contract_id = contracts.id and s.status in ('active', 'suspended')
    and (s.expires_at is null or s.expires_at > now())
)`

/** Adds the columns that a ContractRow is made of. */
export function selectContract<Row>(query: SelectQueryBuilder<Tables, 'contracts', Row>) {
  return query
    .select([
      'id',
      'tenant_id',
      'api_name',
      'api_version',
      'display_name',
      'description',
      'endpoint_url',
      'endpoint_method',
      'endpoint_timeout',
      'auth_type',
      'portal_visible',
      'categories',
      'metadata',
      'status',
      'deprecation_reason',
      'sunset_at',
      'deprecated_at',
      'version',
      'created_at',
      'created_by',
      'updated_at',
    ])
    .select([
      sql<boolean>`contracts.openapi is not null`.as('has_openapi'),
      LIVE_COUNT.as('subscription_count'),
    ])
}

/**
 * One contract of these tenants.
 * @param isLocked holds the row until the transaction ends
 * @throws 404
 */
export async function findContract(
  db: Kysely<Tables>,
  tenants: readonly string[],
  id: string,
  isLocked = false,
): Promise<ContractRow> {
  let query = selectContract(db.selectFrom('contracts'))
    .where('id', '=', id)
    .where(inTenants('tenant_id', tenants))
    .where('deleted_at', 'is', null)
  if (isLocked) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (!row) throw notFound('contract')
  return row
}

/** As the API shows it. */
export function contractOf(row: ContractRow): Contract {
  return {
    id: row.id,
    apiName: row.api_name,
    apiVersion: row.api_version,
    tenant: row.tenant_id,
    displayName: row.display_name,
    description: row.description,
    endpoint: { url: row.endpoint_url, method: row.endpoint_method, timeout: row.endpoint_timeout },
    auth: { type: row.auth_type },
    portal: { visible: row.portal_visible, categories: row.categories },
    metadata: row.metadata,
    status: row.status as Contract['status'],
    bindings: [{ protocol: PROTOCOLS[row.endpoint_method] ?? 'rest', path: gatewayPath(row) }],
    subscription_count: row.subscription_count,
    has_openapi: row.has_openapi,
    deprecation: row.deprecated_at && {
      reason: row.deprecation_reason ?? '',
      sunset_at: textOf(row.sunset_at),
      deprecated_at: textOf(row.deprecated_at),
    },
    etag: etagOf(row.version),
    created_at: textOf(row.created_at),
    updated_at: textOf(row.updated_at),
  }
}

/** Where the gateway serves it: `/{apiName}/v{major}`. */
export function gatewayPath({
  api_name,
  api_version,
}: Pick<ContractRow, 'api_name' | 'api_version'>): string {
  return `/${api_name}/v${api_version.split('.')[0] ?? ''}`
}

/** What a contract is found by. */
export function contractSearchText(row: {
  api_name: string
  api_version: string
  display_name: string
  description: string
  categories: readonly string[]
}): string {
  return searchText(
    row.api_name,
    row.display_name,
    row.description,
    row.api_version,
    ...row.categories,
  )
}
