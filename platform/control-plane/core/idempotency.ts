/**
 * The same Idempotency-Key within 24 h returns the first answer and creates nothing (contract.md, "double submits"). The record
 * is written in the transaction of the object. An API key in the answer is kept for ten minutes only, encrypted with a key that
 * is derived from the Idempotency-Key: who steals the database has neither (security.md T10).
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import type { Kysely } from 'kysely'

import type { Answer, Secret } from './answers.ts'
import type { JsonObject, Tables } from './database/schema.ts'
import { Refusal } from './problems.ts'

export interface Replay {
  scope: string
  bodyHash: string
  /** The client's Idempotency-Key. */
  key: string
}

const KEPT_MS = 24 * 3_600_000
const SEALED_MS = 10 * 60_000
const KEY_NOTICE =
  'The key was shown in the first answer and is not kept. Rotate the key to get a new one.'

/** Names one request of one caller; other callers and routes with the same Idempotency-Key do not meet. */
export function replayOf(
  { sub, route, key, bodyText }: { sub: string; route: string; key: string; bodyText: string },
  pepper: Buffer,
): Replay {
  const scope = createHmac('sha256', pepper)
    .update(JSON.stringify([sub, route, key]))
    .digest('hex')
  return { scope, bodyHash: createHash('sha256').update(bodyText).digest('hex'), key }
}

/**
 * The kept answer to this request, if any.
 * @throws 422 when the key was used with another body
 */
export async function keptAnswer(
  db: Kysely<Tables>,
  replay: Replay,
  { pepper, now }: { pepper: Buffer; now: Date },
): Promise<Answer | undefined> {
  const row = await db
    .selectFrom('idempotency')
    .selectAll()
    .where('scope', '=', replay.scope)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (!row) return undefined
  if (row.body_hash !== replay.bodyHash)
    throw new Refusal(422, 'This Idempotency-Key was used for another request.', {
      errors: [{ pointer: '/header/Idempotency-Key', detail: 'Use a new key for a new request.' }],
    })
  // Written by keepAnswer below and by nothing else.
  const { secret_member, ...answer } = JSON.parse(row.answer) as Answer & KeptSecret
  if (secret_member === undefined) return answer
  const isReadable = row.sealed !== null && row.sealed_until !== null && row.sealed_until > now
  const value =
    isReadable && row.sealed ? unseal(row.sealed, sealingKey(replay.key, pepper)) : undefined
  return withKey(answer, secret_member, value)
}

interface KeptSecret {
  secret_member?: Secret['member']
}

function withKey(answer: Answer, member: Secret['member'], value: string | undefined): Answer {
  if (value !== undefined) return { ...answer, secret: { member, value } }
  const body = { ...(answer.body as JsonObject), [member]: null, key_notice: KEY_NOTICE }
  return { ...answer, body }
}

/** Keeps an answer; false when a request of the same scope was faster. */
export async function keepAnswer(
  db: Kysely<Tables>,
  replay: Replay,
  answer: Answer,
  { pepper, now }: { pepper: Buffer; now: Date },
): Promise<boolean> {
  const { secret, ...kept } = answer
  const record = { ...kept, ...(secret && { secret_member: secret.member }) }
  await db
    .deleteFrom('idempotency')
    .where('scope', '=', replay.scope)
    .where('expires_at', '<=', now)
    .execute()
  const inserted = await db
    .insertInto('idempotency')
    .values({
      scope: replay.scope,
      body_hash: replay.bodyHash,
      answer: JSON.stringify(record),
      sealed: secret ? seal(secret.value, sealingKey(replay.key, pepper)) : null,
      sealed_until: secret ? new Date(now.getTime() + SEALED_MS) : null,
      expires_at: new Date(now.getTime() + KEPT_MS),
    })
    .onConflict((conflict) => conflict.column('scope').doNothing())
    .returning('scope')
    .executeTakeFirst()
  return inserted !== undefined
}

/** Forgets what is past its time: sealed keys after ten minutes, answers after a day. */
export async function forgetExpired(db: Kysely<Tables>, now: Date): Promise<void> {
  await db
    .updateTable('idempotency')
    .set({ sealed: null, sealed_until: null })
    .where('sealed_until', '<=', now)
    .execute()
  await db.deleteFrom('idempotency').where('expires_at', '<=', now).execute()
}

function sealingKey(idempotencyKey: string, pepper: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', idempotencyKey, pepper, 'stoa idempotent answer', 32))
}

const IV_BYTES = 12
const TAG_BYTES = 16

function seal(text: string, key: Buffer): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

function unseal(sealed: string, key: Buffer): string | undefined {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  try {
    const start = IV_BYTES + TAG_BYTES
    return Buffer.concat([decipher.update(bytes.subarray(start)), decipher.final()]).toString(
      'utf8',
    )
  } catch {
    // Sealed under another pepper: as good as expired.
    return undefined
  }
}
