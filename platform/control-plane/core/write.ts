/**
 * The only way to change something: one transaction that holds the object, its audit row, what the gateway must be told and the
 * record of the Idempotency-Key. The answer leaves after the commit.
 */
import type { Transaction } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Principal } from './access.ts'
import type { Answer } from './answers.ts'
import type { AuditEvent } from './audit-chain.ts'
import { appendAudit, lockWriter } from './audit-chain.ts'
import type { Tables } from './database/schema.ts'
import type { Replay } from './idempotency.ts'
import { keepAnswer, keptAnswer } from './idempotency.ts'
import { Refusal, problemOf } from './problems.ts'
import type { GatewayKind } from './publisher.ts'
import type { Services } from './services.ts'

/** An open transaction. Use `db` of it for every statement: the outer one would wait for this transaction to end. */
export interface WriteTransaction {
  db: Transaction<Tables>
  /** Time of the change: the same in the object and in its audit row. */
  now: Date
  /** Tells the gateway, after the commit, that this entity is new, changed or gone. */
  touch(kind: GatewayKind, id: string): void
  /** Adds a row to the audit trail. */
  audit(event: AuditEvent): void
}

export type Work = (tx: WriteTransaction) => Promise<Answer>
export type Write = (work: Work) => Promise<Answer>

/** How long an answer waits for the gateway to have the change. */
const PUBLISH_WAIT_MS = 800
/** 4xx answers that the handler gave after it began: a replay gets them again (security.md 3.2). */
const KEPT_REFUSALS = new Set([404, 409, 422])

interface Caller {
  principal: Principal
  requestId: string
  replay: Replay | undefined
}

/** Scopes whose first request is being worked on in this process. */
const running = new Set<string>()

/** The write path of one request. */
export function writeFor(services: Services, caller: Caller): Write {
  const { replay } = caller
  if (!replay) return (work) => commit(services, caller, work)
  return async (work) => {
    const kept = await keptAnswer(services.db, replay, clockOf(services))
    if (kept) return kept
    if (running.has(replay.scope)) throw stillRunning()
    running.add(replay.scope)
    try {
      return await commitOnce(services, { ...caller, replay }, work)
    } finally {
      running.delete(replay.scope)
    }
  }
}

function stillRunning(): Refusal {
  return new Refusal(409, 'The first request with this Idempotency-Key is still being worked on.', {
    headers: { 'Retry-After': '1' },
  })
}

function clockOf({ environment, now }: Services) {
  return { pepper: environment.keyPepper, now: now() }
}

/** Another process was faster with the same Idempotency-Key: everything of this transaction is undone. */
class Overtaken extends Error {}

async function commitOnce(
  services: Services,
  caller: Caller & { replay: Replay },
  work: Work,
): Promise<Answer> {
  const { replay } = caller
  // Asked again: the first request may have ended between the look and the entry into `running`.
  const kept = await keptAnswer(services.db, replay, clockOf(services))
  if (kept) return kept
  try {
    return await commit(services, caller, async (tx) => {
      const answer = await work(tx)
      if (await keepAnswer(tx.db, replay, answer, clockOf(services))) return answer
      throw new Overtaken()
    })
  } catch (error) {
    if (error instanceof Overtaken)
      return (
        (await keptAnswer(services.db, replay, clockOf(services))) ?? Promise.reject(stillRunning())
      )
    if (error instanceof Refusal && KEPT_REFUSALS.has(error.status))
      await keepAnswer(services.db, replay, refusedAnswer(error, caller), clockOf(services))
    throw error
  }
}

function refusedAnswer(refusal: Refusal, { requestId }: Caller): Answer {
  return {
    status: refusal.status,
    body: problemOf(refusal, requestId),
    headers: { 'Content-Type': 'application/problem+json', ...refusal.details.headers },
  }
}

async function commit(services: Services, caller: Caller, work: Work): Promise<Answer> {
  const events: AuditEvent[] = []
  const touched = new Map<string, { kind: GatewayKind; entity_id: string }>()
  const now = services.now()
  const answer = await services.db.transaction().execute(async (db) => {
    const given = await work({
      db,
      now,
      touch: (kind, id) => touched.set(`${kind} ${id}`, { kind, entity_id: id }),
      audit: (event) => events.push(event),
    })
    if (events.length > 0 || touched.size > 0) await lockWriter(db)
    await insertTouched(db, [...touched.values()])
    const actor = { sub: caller.principal.sub, name: caller.principal.name }
    if (events.length > 0)
      await appendAudit(db, events, { actor, requestId: caller.requestId, at: now })
    return given
  })
  if (touched.size > 0) await publish(services)
  return answer
}

const INSERT_BATCH = 1_000

async function insertTouched(
  db: Transaction<Tables>,
  rows: { kind: GatewayKind; entity_id: string }[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += INSERT_BATCH)
    await db
      .insertInto('gateway_changes')
      .values(rows.slice(start, start + INSERT_BATCH))
      .execute()
}

/** The change is made whether the gateway hears of it now or later: its absence is no failure of the request. */
async function publish({ publisher, log }: Services): Promise<void> {
  const sent = publisher.flush().catch((error: unknown) => {
    log.warn({ err: error }, 'the gateway could not be told of a change; it will be tried again')
  })
  await Promise.race([sent, sleep(PUBLISH_WAIT_MS, undefined, { ref: false })])
}
