/**
 * API keys: `stoa_sk_` and 32 hex digits of 16 random bytes. Only the SHA-256 and the first 12 characters are stored; with 128
 * random bits a plain hash cannot be turned back (security.md T8).
 */
import { createHash, randomBytes } from 'node:crypto'

import type { WriteTransaction } from '../core/write.ts'

export const KEY_MARK = 'stoa_sk_'
export const PREFIX_LENGTH = 12
const KEY_BYTES = 16

export interface NewKey {
  /** The key itself: goes into the one answer and nowhere else. */
  value: string
  hash: string
  prefix: string
}

/** A new random key. */
export function newKey(): NewKey {
  const value = KEY_MARK + randomBytes(KEY_BYTES).toString('hex')
  const hash = createHash('sha256').update(value).digest('hex')
  return { value, hash, prefix: value.slice(0, PREFIX_LENGTH) }
}

interface Owner {
  id: string
  tenant_id: string
}

/** Stores a key for a subscription and tells the gateway. */
export async function storeKey(tx: WriteTransaction, key: NewKey, owner: Owner): Promise<void> {
  await tx.db
    .insertInto('keys')
    .values({
      hash: key.hash,
      tenant_id: owner.tenant_id,
      subscription_id: owner.id,
      prefix: key.prefix,
      expires_at: null,
      revoked: false,
      created_at: tx.now,
    })
    .execute()
  tx.touch('key', key.hash)
}

/** Makes every key of the subscription void at once. */
export async function revokeKeys(tx: WriteTransaction, owner: Owner): Promise<void> {
  const revoked = await revoking(tx, owner).execute()
  for (const { hash } of revoked) tx.touch('key', hash)
}

const revoking = (tx: WriteTransaction, owner: Owner) =>
  tx.db
    .updateTable('keys')
    .set({ revoked: true })
    .where('subscription_id', '=', owner.id)
    .where('tenant_id', '=', owner.tenant_id)
    .where('revoked', '=', false)
    .returning('hash')

/**
 * Lets the present key live until `end` and voids those before it, so that at most two keys work at a time.
 * @returns whether there was a present key
 */
export async function retireKeys(tx: WriteTransaction, owner: Owner, end: Date): Promise<boolean> {
  const held = await tx.db
    .selectFrom('keys')
    .select(['hash', 'expires_at'])
    .where('subscription_id', '=', owner.id)
    .where('tenant_id', '=', owner.tenant_id)
    .where('revoked', '=', false)
    .execute()
  for (const { hash, expires_at } of held) {
    const isPresent = expires_at === null
    const isVoid = !isPresent || end <= tx.now
    await tx.db
      .updateTable('keys')
      .set(isVoid ? { revoked: true } : { expires_at: end })
      .where('hash', '=', hash)
      .where('tenant_id', '=', owner.tenant_id)
      .execute()
    tx.touch('key', hash)
  }
  return held.some(({ expires_at }) => expires_at === null)
}

/**
 * Makes the key before the present one void at once.
 * @returns whether there was one
 */
export async function revokeOldKey(tx: WriteTransaction, owner: Owner): Promise<boolean> {
  const revoked = await revoking(tx, owner).where('expires_at', '>', tx.now).execute()
  for (const { hash } of revoked) tx.touch('key', hash)
  return revoked.length > 0
}
