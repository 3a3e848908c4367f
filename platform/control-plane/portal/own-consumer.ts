/**
 * The developer's own consumers: one in the portal's tenant, made with their profile, and one in each other tenant whose API they
 * subscribe to, with the same profile. A consumer is theirs by the subject of their token, never by e-mail.
 */
import type { Transaction } from 'kysely'

import { sql } from 'kysely'

import type { Consumer, PortalProfile } from '../../../contract/contract.gen.ts'
import type { Principal } from '../core/access.ts'
import type { Database } from '../core/database/connect.ts'
import type { Tables } from '../core/database/schema.ts'
import type { WriteTransaction } from '../core/write.ts'

import { createConsumer, updateConsumer } from '../consumers/changes.ts'
import { consumerOf, selectConsumer } from '../consumers/consumer-row.ts'
import { Refusal, conflict } from '../core/problems.ts'

/** The consumer of a developer in a tenant, if there is one. */
export async function ownConsumer(
  db: Database | Transaction<Tables>,
  sub: string,
  tenant: string,
): Promise<Consumer | null> {
  const row = await selectConsumer(db.selectFrom('consumers'))
    .where('owner_sub', '=', sub)
    .where('tenant_id', '=', tenant)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row ? consumerOf(row) : null
}

/**
 * Creates the developer's consumer, or writes the profile into all of theirs.
 * @throws 403 without an e-mail address that may be used, 429 when too many newcomers came in the last hour
 */
export async function saveProfile(
  tx: WriteTransaction,
  principal: Principal,
  {
    profile,
    tenant,
    mustBeVerified,
    signUpsPerHour,
  }: {
    profile: PortalProfile
    tenant: string
    mustBeVerified: boolean
    signUpsPerHour: number
  },
): Promise<Consumer> {
  const email = usableEmail(principal, mustBeVerified)
  await serialize(tx, principal)
  const body = { name: profile.name, company: profile.company ?? '', email }
  const held = await ownConsumer(tx.db, principal.sub, tenant)
  if (!held) {
    await requireRoom(tx, tenant, signUpsPerHour)
    return createOwn(tx, principal, { tenant, body })
  }
  for (const other of await otherOwn(tx, principal.sub, tenant))
    await updateConsumer(tx, other, { patch: body, ifMatch: undefined })
  return updateConsumer(tx, { tenant, id: held.id }, { patch: body, ifMatch: undefined })
}

/**
 * The consumer to subscribe with in a tenant; made from the profile where there is none yet.
 * @throws 409 before the profile is complete, 403 while the developer is suspended or blocked
 */
export async function consumerToSubscribe(
  tx: WriteTransaction,
  principal: Principal,
  { tenant, portalTenant }: { tenant: string; portalTenant: string },
): Promise<Consumer> {
  await serialize(tx, principal)
  const profile = await ownConsumer(tx.db, principal.sub, portalTenant)
  if (!profile) throw conflict('Complete your profile first: tell us your name.')
  requireActive(profile)
  if (tenant === portalTenant) return profile
  const held = await ownConsumer(tx.db, principal.sub, tenant)
  if (held) {
    requireActive(held)
    return held
  }
  const { name, company, email } = profile
  return createOwn(tx, principal, { tenant, body: { name, company, email } })
}

/** @throws 403 */
export function requireActive({ status }: Pick<Consumer, 'status'>): void {
  if (status !== 'active')
    throw new Refusal(
      403,
      `Your access is ${status}. Ask the provider of the API to activate it again.`,
    )
}

/** @throws 403 that says what to do */
export function usableEmail(
  { email, isEmailVerified }: Principal,
  mustBeVerified: boolean,
): string {
  if (email === null)
    throw new Refusal(
      403,
      'Your account has no e-mail address. Add one to your account and sign in again.',
    )
  if (mustBeVerified && !isEmailVerified)
    throw new Refusal(
      403,
      'Your e-mail address is not verified. Open the link in the mail that was sent to you, then sign in again.',
    )
  return email
}

const HOUR_MS = 3_600_000

/** A flood of sign-ups (security.md T24) ends here: an account without a profile gets no key and fills no list. */
async function requireRoom(tx: WriteTransaction, tenant: string, perHour: number): Promise<void> {
  const newcomers = await tx.db
    .selectFrom('consumers')
    .select('created_at')
    .where('tenant_id', '=', tenant)
    .where('owner_sub', 'is not', null)
    .where('created_at', '>', new Date(tx.now.getTime() - HOUR_MS))
    .orderBy('created_at', 'desc')
    .offset(perHour - 1)
    .limit(1)
    .executeTakeFirst()
  if (!newcomers) return
  const freeAt = newcomers.created_at.getTime() + HOUR_MS
  const seconds = Math.max(1, Math.ceil((freeAt - tx.now.getTime()) / 1000))
  throw new Refusal(429, 'Very many people have signed up in the last hour. Try again later.', {
    headers: { 'Retry-After': String(seconds) },
  })
}

function createOwn(
  tx: WriteTransaction,
  { sub }: Principal,
  { tenant, body }: { tenant: string; body: { name: string; company: string; email: string } },
): Promise<Consumer> {
  return createConsumer(tx, { tenant, body: { ...body, external_id: sub }, ownerSub: sub })
}

async function otherOwn(tx: WriteTransaction, sub: string, tenant: string) {
  return tx.db
    .selectFrom('consumers')
    .select(['id', 'tenant_id as tenant'])
    .where('owner_sub', '=', sub)
    .where('tenant_id', '!=', tenant)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
}

/** Two requests of one developer at once must not both create the consumer: the second waits and then finds it. */
async function serialize({ db }: WriteTransaction, { sub }: Principal): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${sub}, 0))`.execute(db)
}
