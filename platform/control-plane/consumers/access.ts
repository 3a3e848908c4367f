/** Who has access to what: consumers and their live subscriptions to some APIs, as a page and as CSV. */
import { sql } from 'kysely'

import type { AccessCell, AccessRow } from '../../../contract/contract.gen.ts'
import { ownTenant } from '../core/access.ts'
import { ok } from '../core/answers.ts'
import type { Api, Call, QueryOf } from '../core/calls.ts'
import { csvAnswer } from '../core/csv-answer.ts'
import type { Database } from '../core/database/connect.ts'
import { textOf } from '../core/instants.ts'
import { pageOf } from '../core/listing.ts'
import {
  LIVE_STATUSES,
  selectSubscription,
  subscriptionsWithNames,
  statusAt,
} from '../subscriptions/subscription-row.ts'
import { selectConsumer } from './consumer-row.ts'
import type { ConsumerFilter } from './filter.ts'
import { filteredConsumers } from './filter.ts'

/** The operations of the access matrix. */
export function registerAccess(api: Api): void {
  api.implement('listAccess', async (call) => {
    const tenant = ownTenant(call.principal, call.path.tenant)
    return ok(await accessPage(call.db, { tenant, now: call.now }, call.query))
  })
  api.implement('exportAccess', (call) => Promise.resolve(exportOf(call)))
}

interface Place {
  tenant: string
  now: Date
}

async function accessPage(db: Database, place: Place, query: QueryOf<'listAccess'>) {
  let filtered = filteredConsumers(db, place.tenant, query)
  if (query.with_access !== undefined) filtered = filtered.where(holds(place.tenant, query.api_id))
  const page = await pageOf(filtered, selectConsumer, {
    terms: [{ by: sql`lower(name)`, direction: 'asc' }],
    tieBreaker: sql`id`,
    query,
  })
  const ids = page.items.map(({ id }) => id)
  const cells = await cellsOf(db, place, { consumers: ids, apis: query.api_id })
  const items = page.items.map((row): AccessRow => ({
    consumer_id: row.id,
    external_id: row.external_id,
    name: row.name,
    email: row.email,
    // The column's check constraint holds exactly the statuses of the contract.
    status: row.status as AccessRow['status'],
    access: cells.get(row.id) ?? [],
  }))
  return { ...page, items }
}

/** As an array: the holders are found first and put in order then, and not the whole table walked in its order until they turn up. */
function holds(tenant: string, apis: readonly string[]) {
  return sql<boolean>`id = any(array(
    select s.consumer_id from subscriptions s where s.tenant_id = ${tenant}
      and s.contract_id in (${sql.join(apis)}) and s.status in (${sql.join(LIVE_STATUSES)})
  ))`
}

async function cellsOf(
  db: Database,
  { tenant, now }: Place,
  { consumers, apis }: { consumers: string[]; apis: readonly string[] },
): Promise<Map<string, AccessCell[]>> {
  if (consumers.length === 0) return new Map()
  const rows = await selectSubscription(subscriptionsWithNames(db))
    .where('subscriptions.tenant_id', '=', tenant)
    .where('subscriptions.consumer_id', 'in', consumers)
    .where('subscriptions.contract_id', 'in', apis)
    .where('subscriptions.status', 'in', LIVE_STATUSES)
    .execute()
  const byConsumer = new Map<string, AccessCell[]>()
  for (const row of rows) {
    const cells = byConsumer.get(row.consumer_id) ?? []
    cells.push({
      subscription_id: row.id,
      api_id: row.contract_id,
      status: statusAt(row, now),
      plan_name: row.plan_name,
      api_key_prefix: row.api_key_prefix,
      expires_at: textOf(row.expires_at),
    })
    byConsumer.set(row.consumer_id, cells)
  }
  return byConsumer
}

const COLUMNS = [
  'consumer_external_id',
  'consumer_name',
  'consumer_email',
  'consumer_status',
  'api_name',
  'api_version',
  'subscription_status',
  'plan',
  'api_key_prefix',
  'expires_at',
  'last_used_at',
  'subscription_id',
]
const EXPORT_PAGE = 2_000

function exportOf({ db, path, principal, query, now }: Call<'exportAccess'>): Response {
  const tenant = ownTenant(principal, path.tenant)
  return csvAnswer(`access-${tenant}`, COLUMNS, everyAccess(db, { tenant, now }, query))
}

/** Every live subscription of the wanted consumers, oldest first: ids grow with time. */
async function* everyAccess(
  db: Database,
  { tenant, now }: Place,
  { api_id: apis = [], ...filter }: ConsumerFilter & { api_id?: readonly string[] },
) {
  const isFiltered = filter.search !== undefined || filter.status !== undefined
  let after: string | undefined
  for (;;) {
    let query = selectSubscription(subscriptionsWithNames(db))
      .select(['consumers.email as consumer_email', 'consumers.status as consumer_status'])
      .where('subscriptions.tenant_id', '=', tenant)
      .where('subscriptions.status', 'in', LIVE_STATUSES)
    if (apis.length > 0) query = query.where('subscriptions.contract_id', 'in', apis)
    if (isFiltered) {
      const wanted = filteredConsumers(db, tenant, filter).select('consumers.id')
      query = query.where('subscriptions.consumer_id', 'in', wanted)
    }
    if (after !== undefined) query = query.where('subscriptions.id', '>', after)
    const rows = await query.orderBy('subscriptions.id').limit(EXPORT_PAGE).execute()
    if (rows.length > 0)
      yield rows.map((row) => [
        row.consumer_external_id,
        row.consumer_name,
        row.consumer_email,
        row.consumer_status,
        row.api_name,
        row.api_version,
        statusAt(row, now),
        row.plan_name,
        row.api_key_prefix,
        textOf(row.expires_at),
        textOf(row.last_used_at),
        row.id,
      ])
    after = rows.at(-1)?.id
    if (rows.length < EXPORT_PAGE) return
  }
}
