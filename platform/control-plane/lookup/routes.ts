/**
 * `/v1/lookup/{tenant}`: from what a locked-out caller can tell to what is known about their access. A key comes as its SHA-256
 * only; neither it nor its hash is logged, kept or given back.
 */
import type { LogEntry, Lookup, LookupQuestion } from '../../../contract/contract.gen.ts'
import { ownTenant } from '../core/access.ts'
import { ok } from '../core/answers.ts'
import type { Api } from '../core/calls.ts'
import type { Database } from '../core/database/connect.ts'
import { callerLimit } from '../core/rate-limit.ts'
import type { Services } from '../core/services.ts'
import { hasLog } from '../logs/log-files.ts'
import { logPage } from '../logs/log-page.ts'
import { decisionsOn } from './decisions.ts'
import type { Found } from './findings.ts'
import { byEmail, byHash, byPrefix, factsOf } from './findings.ts'

/** A person at a desk asks a few times a minute; who tries keys out is stopped. */
const PER_MINUTE = 60

/** Registers the operation. */
export function registerLookup(api: Api, { environment }: Services): void {
  const limit = callerLimit(PER_MINUTE)
  api.implement('lookUpAccess', async ({ db, now, path, principal, body }) => {
    const tenant = ownTenant(principal, path.tenant)
    limit(principal.sub)
    const logged = await callOf(environment.gatewayLogFile, tenant, body.request_id)
    const found = await find({ db, tenant, now }, body, logged.call)
    const facts = await factsOf({ db, tenant, now }, found)
    const decisions = await decisionsOn(db, tenant, [
      ...facts.consumers.map(({ id }) => id),
      ...facts.subscriptions.map(({ id }) => id),
    ])
    const { call, log } = logged
    return ok({ key: found.key, ...facts, decisions, call, log } satisfies Lookup)
  })
}

type Logged = Pick<Lookup, 'log'> & { call: LogEntry | null }

async function callOf(
  file: string | undefined,
  tenant: string,
  requestId: string | undefined,
): Promise<Logged> {
  if (requestId === undefined) return { call: null, log: 'not_asked' }
  if (file === undefined || !(await hasLog(file))) return { call: null, log: 'unreadable' }
  const { items } = await logPage(file, { tenant, requestId }, 1)
  const [call] = items
  return call ? { call, log: 'found' } : { call: null, log: 'not_found' }
}

function find(
  place: { db: Database; tenant: string; now: Date },
  question: LookupQuestion,
  call: LogEntry | null,
): Promise<Found> {
  if (question.key_hash !== undefined) return byHash(place, question.key_hash)
  if (question.email !== undefined) return byEmail(place, question.email)
  const prefix = question.key_prefix ?? call?.key_prefix ?? null
  return byPrefix(place, prefix, call?.consumer ?? undefined)
}
