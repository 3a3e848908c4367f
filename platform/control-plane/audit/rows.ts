/** The audit trail as it is read: one tenant's rows, filtered, newest first. */
import type { ExpressionBuilder } from 'kysely'

import { sql } from 'kysely'

import type { AuditEntry } from '../../../contract/contract.gen.ts'
import type { QueryOf } from '../core/calls.ts'
import type { Database } from '../core/database/connect.ts'
import type { AuditTable, Tables } from '../core/database/schema.ts'
import type { Selectable } from 'kysely'

import { instantFrom, textOf } from '../core/instants.ts'
import { containing } from '../core/listing.ts'

export type AuditFilter = Omit<QueryOf<'listAudit'>, 'page' | 'page_size'>

/** The rows of a tenant that a filter wants, without order. @throws 422 for a time that cannot be kept */
export function filteredAudit(db: Database, tenant: string, filter: AuditFilter) {
  return db.selectFrom('audit_log').where((row) => row.and(conditionsOf(row, tenant, filter)))
}

function conditionsOf(
  row: ExpressionBuilder<Tables, 'audit_log'>,
  tenant: string,
  filter: AuditFilter,
) {
  const conditions = [row('tenant_id', '=', tenant)]
  const { from, to, actor, action, search } = filter
  if (from !== undefined) conditions.push(row('at', '>=', instantFrom(from, '/query/from')))
  if (to !== undefined) conditions.push(row('at', '<', instantFrom(to, '/query/to')))
  // A person knows the name, a link carries the subject.
  const isActor =
    actor === undefined ? [] : [row.or([row('actor', '=', actor), row('actor_name', '=', actor)])]
  if (action !== undefined) conditions.push(row('action', '=', action))
  if (filter.resource_type !== undefined)
    conditions.push(row('resource_type', '=', filter.resource_type))
  if (filter.resource_id !== undefined)
    conditions.push(row('resource_id', '=', filter.resource_id.toLowerCase()))
  if (filter.concerns_consumer !== undefined)
    conditions.push(row('consumer_id', '=', filter.concerns_consumer.toLowerCase()))
  if (search !== undefined && search !== '')
    conditions.push(row('search_text', 'like', containing(search)))
  return [...conditions, ...isActor]
}

/** As the contract shows a row: the hash and the search text stay inside. */
export function auditEntry(row: Selectable<AuditTable>): AuditEntry {
  const { id, tenant_id, actor, actor_name, action, resource_type, resource_id } = row
  return {
    id,
    at: textOf(row.at),
    tenant_id,
    actor,
    actor_name,
    action,
    resource_type,
    resource_id,
    resource_name: row.resource_name,
    // "object" without properties is generated as an object that has none.
    before: row.before as AuditEntry['before'],
    after: row.after as AuditEntry['after'],
    request_id: row.request_id,
  }
}

const EXPORT_PAGE = 500

/** Every wanted row, newest first, read page by page. */
export async function* everyAuditEntry(
  db: Database,
  tenant: string,
  filter: AuditFilter,
): AsyncGenerator<AuditEntry[]> {
  let before: number | null = null
  for (;;) {
    const query = filteredAudit(db, tenant, filter)
    const rows: Selectable<AuditTable>[] = await (
      before === null ? query : query.where('seq', '<', before)
    )
      .selectAll()
      .orderBy(sql.ref('seq'), 'desc')
      .limit(EXPORT_PAGE)
      .execute()
    if (rows.length > 0) yield rows.map(auditEntry)
    before = rows.at(-1)?.seq ?? null
    if (rows.length < EXPORT_PAGE) return
  }
}
