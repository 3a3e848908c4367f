/** What anyone may see: published and visible APIs, without the address of a backend. */
import { sql } from 'kysely'

import type { PortalApi, PortalApiDetail, PortalPlan } from '../../../contract/contract.gen.ts'
import type { QueryOf } from '../core/calls.ts'
import type { Database } from '../core/database/connect.ts'
import type { Page } from '../core/listing.ts'

import { gatewayPath } from '../contracts/contract-row.ts'
import { textOf } from '../core/instants.ts'
import { containing, pageOf, sortTerms } from '../core/listing.ts'
import { notFound } from '../core/problems.ts'
import { withGatewayAsServer } from './public-document.ts'

const SORT = {
  displayName: sql`lower(display_name)`,
  apiName: sql`api_name`,
  apiVersion: sql`api_version`,
  created_at: sql`created_at`,
}

/** A deprecated API is still there for those who use it, and says until when. */
const SHOWN_STATUSES = ['published', 'deprecated']

const COLUMNS = [
  'id',
  'tenant_id',
  'api_name',
  'api_version',
  'display_name',
  'description',
  'categories',
  'auth_type',
  'status',
  'sunset_at',
] as const

interface CatalogRow {
  id: string
  tenant_id: string
  api_name: string
  api_version: string
  display_name: string
  description: string
  categories: string[]
  auth_type: string
  status: string
  sunset_at: Date | null
  has_openapi: boolean
}

const HAS_OPENAPI = sql<boolean>`contracts.openapi is not null`.as('has_openapi')

/** The visible contracts, without order. */
export function visibleContracts(db: Database) {
  return db
    .selectFrom('contracts')
    .where('deleted_at', 'is', null)
    .where('portal_visible', '=', true)
    .where('status', 'in', SHOWN_STATUSES)
}

export async function listCatalog(
  db: Database,
  query: QueryOf<'listPortalApis'>,
): Promise<Page<PortalApi>> {
  let filtered = visibleContracts(db)
  if (query.tenant !== undefined) filtered = filtered.where('tenant_id', '=', query.tenant)
  if (query.category !== undefined)
    filtered = filtered.where(
      sql<boolean>`categories @> ${JSON.stringify([query.category])}::jsonb`,
    )
  if (query.search !== undefined)
    filtered = filtered.where('search_text', 'like', containing(query.search))
  const terms = sortTerms(query.sort, SORT, 'displayName')
  const page = await pageOf(filtered, (rows) => rows.select(COLUMNS).select(HAS_OPENAPI), {
    terms,
    tieBreaker: sql`id`,
    query,
  })
  return { ...page, items: page.items.map(shown) }
}

/** More categories than anybody reads. */
const MAX_CATEGORIES = 100

/** The categories of the visible APIs, those with most APIs first. */
export async function listCategories(db: Database): Promise<{ name: string; apis: number }[]> {
  const rows = await visibleContracts(db)
    .innerJoinLateral(
      sql<{ name: string }>`jsonb_array_elements_text(contracts.categories)`.as<'category'>(
        sql`category(name)`,
      ),
      (join) => join.onTrue(),
    )
    .select(['category.name', sql<number>`count(*)::int`.as('apis')])
    .groupBy('category.name')
    .orderBy('apis', 'desc')
    .orderBy('category.name')
    .limit(MAX_CATEGORIES)
    .execute()
  return rows
}

/** @throws 404, also for a draft, a retired and a hidden one */
export async function catalogEntry(
  db: Database,
  id: string,
  gatewayUrl: string | undefined,
): Promise<PortalApiDetail> {
  const row = await visibleContracts(db)
    .select(COLUMNS)
    .select(['openapi', HAS_OPENAPI])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('API')
  const server = `${gatewayUrl ?? ''}${gatewayPath(row)}`
  const document = row.openapi === null ? null : withGatewayAsServer(row.openapi, server)
  return {
    ...shown(row),
    // "object" without properties is generated as an object that has none.
    openapi: document as PortalApiDetail['openapi'],
    plans: await plansOf(db, row.tenant_id),
  }
}

/** The plans that a subscription to an API of this tenant can be made under. */
export async function plansOf(db: Database, tenant: string): Promise<PortalPlan[]> {
  return db
    .selectFrom('plans')
    .select(['id', 'slug', 'name', 'description', 'rate_limit_per_minute'])
    .select(['daily_request_limit', 'monthly_request_limit', 'requires_approval'])
    .where('tenant_id', '=', tenant)
    .where('status', '=', 'active')
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

function shown(row: CatalogRow): PortalApi {
  return {
    id: row.id,
    tenant: row.tenant_id,
    apiName: row.api_name,
    apiVersion: row.api_version,
    displayName: row.display_name,
    description: row.description,
    categories: row.categories,
    auth_type: row.auth_type,
    // The column's check constraint holds exactly the statuses of the contract.
    status: row.status as PortalApi['status'],
    sunset_at: textOf(row.sunset_at),
    path: gatewayPath(row),
    has_openapi: row.has_openapi,
  }
}
