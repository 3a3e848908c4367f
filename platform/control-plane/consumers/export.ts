/** Consumers as CSV: all that a filter finds, read page by page while they are sent. */
import type { Consumer } from '../../../contract/contract.gen.ts'
import { ownTenant } from '../core/access.ts'
import type { Call } from '../core/calls.ts'
import { csvAnswer } from '../core/csv-answer.ts'
import type { Database } from '../core/database/connect.ts'
import { consumerOf, selectConsumer } from './consumer-row.ts'
import type { ConsumerFilter } from './filter.ts'
import { filteredConsumers } from './filter.ts'

/** The first five are those of the import, so that an export can be taken in elsewhere. */
const COLUMNS = [
  'external_id',
  'name',
  'email',
  'company',
  'description',
  'status',
  'status_reason',
  'subscription_count',
  'created_at',
  'updated_at',
  'id',
] as const satisfies readonly (keyof Consumer)[]

const EXPORT_PAGE = 2_000

/** The answer to an export. */
export function exportConsumers({ db, path, principal, query }: Call<'exportConsumers'>): Response {
  const tenant = ownTenant(principal, path.tenant)
  return csvAnswer(`consumers-${tenant}`, COLUMNS, rowsOf(db, tenant, query))
}

async function* rowsOf(db: Database, tenant: string, filter: ConsumerFilter) {
  for await (const page of everyConsumer(db, tenant, filter))
    yield page.map((consumer) => COLUMNS.map((name) => cellOf(consumer[name])))
}

const cellOf = (value: string | number | null) => (typeof value === 'number' ? `${value}` : value)

/** Every wanted consumer, oldest first: ids grow with time. */
async function* everyConsumer(
  db: Database,
  tenant: string,
  filter: ConsumerFilter,
): AsyncGenerator<Consumer[]> {
  let after: string | undefined
  for (;;) {
    const filtered = filteredConsumers(db, tenant, filter)
    const rows = await selectConsumer(
      after === undefined ? filtered : filtered.where('id', '>', after),
    )
      .orderBy('id')
      .limit(EXPORT_PAGE)
      .execute()
    if (rows.length > 0) yield rows.map(consumerOf)
    after = rows.at(-1)?.id
    if (rows.length < EXPORT_PAGE) return
  }
}
