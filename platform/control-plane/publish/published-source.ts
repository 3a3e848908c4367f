/**
 * The database as the publisher reads it. A version is the number of the last committed row of the outbox, counted on from a number
 * that each new database chooses from the clock, so that a gateway that still holds the config of another database is never taken
 * for up to date.
 */
import { sql } from 'kysely'

import type { Database } from '../core/database/connect.ts'
import type { GatewayKind } from '../core/publisher.ts'
import type { Change } from './gateway-client.ts'
import type { PublishedSource } from './publisher.ts'

import type { Entity } from './published-entities.ts'
import { LOADERS } from './published-entities.ts'

/** More changes than this are sent as a snapshot. */
const MAX_CHANGES = 5_000
const DELTA_BATCH = 500
const PAGE = 2_000
/** Outbox rows that are kept beyond what the gateway has, so that one which was restored to an older file needs no snapshot. */
const KEPT_CHANGES = 10_000
/** Pruning is housekeeping: not at each write. */
const PRUNE_EVERY_MS = 60_000

export function publishedSource(db: Database): PublishedSource {
  let prunedAt = Date.now()
  return {
    version: () => versionOf(db),
    changes: (from, to) => changesBetween(db, from, to),
    snapshot: (version) => snapshotOf(db, version),
    async acknowledged(version) {
      if (Date.now() - prunedAt < PRUNE_EVERY_MS) return
      prunedAt = Date.now()
      await prune(db, version)
    },
  }
}

async function versionOf(db: Database): Promise<number> {
  const row = await db
    .selectFrom('gateway_publication')
    .select(['base', 'pruned_through'])
    .select((from) =>
      from
        .selectFrom('gateway_changes')
        .select(sql<number | null>`max(seq)`.as('seq'))
        .as('last'),
    )
    .executeTakeFirstOrThrow()
  return row.base + Math.max(row.last ?? 0, row.pruned_through)
}

async function changesBetween(db: Database, from: number, to: number): Promise<Change[] | null> {
  const { base, pruned_through: prunedThrough } = await db
    .selectFrom('gateway_publication')
    .select(['base', 'pruned_through'])
    .executeTakeFirstOrThrow()
  if (from > to || from - base < prunedThrough) return null
  const rows = await db
    .selectFrom('gateway_changes')
    .select(['kind', 'entity_id'])
    .distinct()
    .where('seq', '>', from - base)
    .where('seq', '<=', to - base)
    .limit(MAX_CHANGES + 1)
    .execute()
  if (rows.length > MAX_CHANGES) return null
  const changes: Change[] = []
  for (const [kind, group] of Map.groupBy(rows, (row) => row.kind))
    changes.push(
      ...(await changesOfKind(
        db,
        kind,
        group.map((row) => row.entity_id),
      )),
    )
  return changes
}

async function changesOfKind(db: Database, kind: string, ids: string[]): Promise<Change[]> {
  if (!isKind(kind)) return []
  const changes: Change[] = []
  for (let start = 0; start < ids.length; start += DELTA_BATCH) {
    const batch = ids.slice(start, start + DELTA_BATCH)
    const found = new Map(
      (await LOADERS[kind](db, { ids: batch })).map(({ id, value }) => [id, value] as const),
    )
    for (const id of batch) {
      const value = found.get(id)
      changes.push(value ? { kind, id, op: 'put', value } : { kind, id, op: 'delete' })
    }
  }
  return changes
}

/** Page by page, each its own statement: writes go on meanwhile, and the event loop is free between two pages. */
async function* snapshotOf(db: Database, version: number): AsyncGenerator<string> {
  yield `${JSON.stringify({ version })}\n`
  for (const kind of KINDS) {
    for await (const page of pagesOf(db, kind))
      yield page.map(({ value }) => `${JSON.stringify({ kind, value })}\n`).join('')
  }
}

/** The database reads the next page while the gateway takes this one. */
async function* pagesOf(db: Database, kind: GatewayKind): AsyncGenerator<Entity[]> {
  const load = (after: string | null) => LOADERS[kind](db, { after, limit: PAGE })
  let next: Promise<Entity[]> | null = load(null)
  while (next) {
    const page: Entity[] = await next
    const last = page.at(-1)
    next = last && page.length === PAGE ? load(last.id) : null
    // Awaited in the next turn; a reader that stops before it must not leave a rejection behind.
    next?.catch(() => undefined)
    if (last) yield page
  }
}

async function prune(db: Database, version: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { base, pruned_through: before } = await transaction
      .selectFrom('gateway_publication')
      .select(['base', 'pruned_through'])
      .executeTakeFirstOrThrow()
    const through = version - base - KEPT_CHANGES
    if (through <= before) return
    await transaction.updateTable('gateway_publication').set({ pruned_through: through }).execute()
    await transaction.deleteFrom('gateway_changes').where('seq', '<=', through).execute()
  })
}

/** `Object.keys` gives the names that the type says: LOADERS has no others. */
const KINDS = Object.keys(LOADERS) as GatewayKind[]

function isKind(kind: string): kind is GatewayKind {
  return Object.hasOwn(LOADERS, kind)
}
