/**
 * The audit trail: one row for every change, written in the change's own transaction, each carrying a hash over the row before
 * it (security.md T26). A row that is altered or removed later breaks the chain, which is checked at start.
 */
import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'

import type { Database } from './database/connect.ts'
import type { JsonObject, Tables } from './database/schema.ts'
import { searchText } from './listing.ts'

/** What a handler tells about its change. `before` and `after` are the public shapes, which hold no secret. */
export interface AuditEvent {
  tenant_id: string
  /** `create`, `update`, `delete`, `publish`, `rotate-key` … */
  action: string
  resource_type: string
  resource_id: string
  resource_name: string
  before: object | null
  after: object | null
}

export interface AuditActor {
  sub: string
  name: string
}

interface ChainedRow {
  id: string
  at: Date
  tenant_id: string
  actor: string
  actor_name: string
  action: string
  resource_type: string
  resource_id: string
  resource_name: string
  before: JsonObject | null
  after: JsonObject | null
  request_id: string
}

/** Any number that nothing else in this database uses. Held until commit: the chain and the outbox have one writer at a time. */
const WRITER_LOCK = 5_704_100_113
const FIRST_HASH = '0'.repeat(64)
const INSERT_BATCH = 200
const CHECK_BATCH = 1_000

/** Waits until no other transaction writes to the chain or the outbox. To be called late: it is held until the commit. */
export async function lockWriter(db: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${WRITER_LOCK})`.execute(db)
}

/** Appends the events of one transaction, which holds the writer lock. */
export async function appendAudit(
  db: Transaction<Tables>,
  events: readonly AuditEvent[],
  { actor, requestId, at }: { actor: AuditActor; requestId: string; at: Date },
): Promise<void> {
  let previous = await lastHash(db)
  for (let start = 0; start < events.length; start += INSERT_BATCH) {
    const rows = events.slice(start, start + INSERT_BATCH).map((event) => {
      const row: ChainedRow = {
        ...event,
        id: uuid(),
        at,
        actor: actor.sub,
        actor_name: actor.name,
        before: plain(event.before),
        after: plain(event.after),
        request_id: requestId,
      }
      previous = hashOf(previous, row)
      return {
        ...row,
        before: row.before && JSON.stringify(row.before),
        after: row.after && JSON.stringify(row.after),
        search_text: searchText(row.actor_name, row.action, row.resource_type, row.resource_name),
        hash: previous,
      }
    })
    await db.insertInto('audit_log').values(rows).execute()
  }
}

async function lastHash(db: Transaction<Tables>): Promise<string> {
  const last = await db
    .selectFrom('audit_log')
    .select('hash')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.hash ?? FIRST_HASH
}

/**
 * Reads the whole trail and compares every hash.
 * @returns the id of the first row that does not fit, or null when the chain is whole
 */
export async function firstBrokenRow(db: Database): Promise<string | null> {
  return (await checkChain(db)).broken?.id ?? null
}

export interface ChainCheck {
  /** Rows that were compared, the broken one among them. */
  rows: number
  /** The first row that does not fit. */
  broken: { id: string; tenant_id: string } | null
}

/** {@link firstBrokenRow}, with how many rows were looked at and whose the broken one is. */
export async function checkChain(db: Database): Promise<ChainCheck> {
  let checked = 0
  let previous = FIRST_HASH
  let after = 0
  for (;;) {
    const rows = await db
      .selectFrom('audit_log')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(CHECK_BATCH)
      .execute()
    for (const row of rows) {
      previous = hashOf(previous, row)
      checked += 1
      if (row.hash !== previous) return { rows: checked, broken: row }
      after = row.seq
    }
    if (rows.length < CHECK_BATCH) return { rows: checked, broken: null }
  }
}

function hashOf(previous: string, row: ChainedRow): string {
  const { id, tenant_id, actor, actor_name, action, resource_type, resource_id, resource_name } =
    row
  const told = [
    [id, row.at.toISOString(), tenant_id, actor, actor_name, action],
    [resource_type, resource_id, resource_name, row.before, row.after, row.request_id],
  ]
  return createHash('sha256').update(previous).update(canonical(told)).digest('hex')
}

/** As JSON would carry it: no undefined members, times as text. */
function plain(value: object | null): JsonObject | null {
  return value && (JSON.parse(JSON.stringify(value)) as JsonObject)
}

/** JSON with sorted members: jsonb does not keep the order in which they were written. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`)
  return `{${members.join(',')}}`
}
