/** `/v1/audit/{tenant}`: who changed what, as a list, as CSV and as JSON; and whether the trail is whole. */
import { sql } from 'kysely'

import type { AuditEntry } from '../../../contract/contract.gen.ts'
import type { Api, Call } from '../core/calls.ts'

import { ownTenant } from '../core/access.ts'
import { ok } from '../core/answers.ts'
import { checkChain, type ChainCheck } from '../core/audit-chain.ts'
import { csvAnswer, streamOf } from '../core/csv-answer.ts'
import type { Database } from '../core/database/connect.ts'
import { textOf } from '../core/instants.ts'
import { pageOf } from '../core/listing.ts'
import { auditEntry, everyAuditEntry, filteredAudit } from './rows.ts'

/** In the order of the columns. */
const COLUMNS = [
  'at',
  'actor_name',
  'actor',
  'action',
  'resource_type',
  'resource_id',
  'resource_name',
  'before',
  'after',
  'request_id',
  'id',
] as const satisfies readonly (keyof AuditEntry)[]

export function registerAudit(api: Api): void {
  api.implement('listAudit', async ({ db, path, principal, query }) => {
    const tenant = ownTenant(principal, path.tenant)
    const page = await pageOf(filteredAudit(db, tenant, query), (rows) => rows.selectAll(), {
      terms: [{ by: sql`seq`, direction: 'desc' }],
      tieBreaker: sql`id`,
      query,
    })
    return ok({ ...page, items: page.items.map(auditEntry) })
  })
  api.implement('exportAudit', (call) => Promise.resolve(exportOf(call)))
  api.implement('exportAuditJson', (call) => Promise.resolve(jsonOf(call)))
  const check = oneAtATime()
  api.implement('checkAuditChain', async ({ db, path, principal, now }) => {
    const tenant = ownTenant(principal, path.tenant)
    const { rows, broken } = await check(db)
    return ok({
      whole: broken === null,
      checked_rows: rows,
      first_broken_id: broken?.tenant_id === tenant ? broken.id : null,
      checked_at: textOf(now),
    })
  })
}

/** The whole trail is read: whoever asks while it is, waits for the same answer. */
function oneAtATime(): (db: Database) => Promise<ChainCheck> {
  let running: Promise<ChainCheck> | undefined
  return (db) => {
    running ??= checkChain(db).finally(() => {
      running = undefined
    })
    return running
  }
}

function jsonOf({ db, path, principal, query }: Call<'exportAuditJson'>): Response {
  const tenant = ownTenant(principal, path.tenant)
  // As for CSV: a bad filter is refused before the first byte has left.
  filteredAudit(db, tenant, query)
  return new Response(streamOf(elementsOf(everyAuditEntry(db, tenant, query))), {
    headers: {
      'Content-Type': 'application/json',
      'Content-Disposition': `attachment; filename="audit-${tenant}.json"`,
    },
  })
}

async function* elementsOf(pages: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  let before = '['
  for await (const entries of pages) {
    yield before + entries.map((entry) => JSON.stringify(entry)).join(',\n')
    before = ',\n'
  }
  yield before === '[' ? '[]' : ']\n'
}

function exportOf({ db, path, principal, query }: Call<'exportAudit'>): Response {
  const tenant = ownTenant(principal, path.tenant)
  // Built once here, so that a bad filter is refused before the first byte has left.
  filteredAudit(db, tenant, query)
  return csvAnswer(`audit-${tenant}`, COLUMNS, rowsOf(everyAuditEntry(db, tenant, query)))
}

async function* rowsOf(pages: AsyncIterable<AuditEntry[]>) {
  for await (const entries of pages) yield entries.map(cellsOf)
}

function cellsOf(entry: AuditEntry) {
  return COLUMNS.map((name) => {
    const value = entry[name]
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
  })
}
