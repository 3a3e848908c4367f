/** `/v1/audit/{tenant}`: who changed what, as a list and as CSV. */
import { sql } from 'kysely'

import type { AuditEntry } from '../../../contract/contract.gen.ts'
import type { Api, Call } from '../core/calls.ts'

import { ownTenant } from '../core/access.ts'
import { ok } from '../core/answers.ts'
import { pageOf } from '../core/listing.ts'
import { csvLine } from './csv.ts'
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
}

function exportOf({ db, path, principal, query }: Call<'exportAudit'>): Response {
  const tenant = ownTenant(principal, path.tenant)
  // Built once here, so that a bad filter is refused before the first byte has left.
  filteredAudit(db, tenant, query)
  return new Response(streamOf(linesOf(everyAuditEntry(db, tenant, query))), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      // A tenant id has letters, digits and dashes only.
      'Content-Disposition': `attachment; filename="audit-${tenant}.csv"`,
    },
  })
}

/** Reads on only as fast as the client takes it, and no further when the client has gone. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}

async function* linesOf(pages: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  yield csvLine(COLUMNS)
  for await (const entries of pages) yield entries.map(lineOf).join('')
}

function lineOf(entry: AuditEntry): string {
  return csvLine(
    COLUMNS.map((name) => {
      const value = entry[name]
      return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
    }),
  )
}
