/**
 * Sign-in sessions that the issuer has ended, so that their access tokens, which verify until they expire, stop working at
 * once (security.md D3). The issuer tells by OpenID Connect Back-Channel Logout 1.0; what it told is kept over a restart.
 */
import type { Kysely } from 'kysely'
import type { JWTPayload, JWTVerifyGetKey } from 'jose'
import { jwtVerify } from 'jose'

import type { Tables } from './database/schema.ts'

import { Refusal } from './problems.ts'

/** A session, or all those that a person had at a moment. */
export type Ended = { sid: string } | { sub: string; at: Date }

export interface EndedSessions {
  /** Was the session of a token with these claims ended? */
  has(claims: JWTPayload): boolean
  note(ended: Ended): Promise<void>
}

/** No access token of the realm lives longer (security.md 5.4: 2 minutes; the service account's 5), with room for clocks. */
const KEPT_MS = 15 * 60_000
/** A logout token is for now: an old one that was caught on its way ends nothing any more. */
const TOKEN_AGE_S = 120
const LEEWAY_S = 30
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/** The list as the database has it. @param now the present time */
export async function endedSessions(
  db: Kysely<Tables>,
  now: () => Date = () => new Date(),
): Promise<EndedSessions> {
  const ended = new Map<string, Date>()
  const rows = await db.selectFrom('ended_sessions').select(['subject', 'ended_at']).execute()
  for (const row of rows) ended.set(row.subject, row.ended_at)

  const forget = async () => {
    const limit = new Date(now().getTime() - KEPT_MS)
    for (const [subject, at] of ended) if (at < limit) ended.delete(subject)
    await db.deleteFrom('ended_sessions').where('ended_at', '<', limit).execute()
  }

  return {
    has({ sid, sub, iat }) {
      if (typeof sid === 'string' && ended.has(`sid:${sid}`)) return true
      const at = sub === undefined ? undefined : ended.get(`sub:${sub}`)
      return at !== undefined && (iat ?? 0) * 1000 <= at.getTime()
    },
    async note(one) {
      const subject = 'sid' in one ? `sid:${one.sid}` : `sub:${one.sub}`
      const at = 'sid' in one ? now() : one.at
      // In force before it is kept: the answer to the issuer waits for both.
      ended.set(subject, at)
      await forget()
      await db
        .insertInto('ended_sessions')
        .values({ subject, ended_at: at })
        .onConflict((conflict) => conflict.column('subject').doUpdateSet({ ended_at: at }))
        .execute()
    },
  }
}

/**
 * What a logout token ends.
 * @param form body of the issuer's call, `logout_token=…`
 * @throws 400 for everything that Back-Channel Logout 1.0, 2.6 tells to refuse
 */
export async function readLogoutToken(
  form: string,
  { keys, issuer }: { keys: JWTVerifyGetKey; issuer: string },
): Promise<Ended> {
  const token = new URLSearchParams(form).get('logout_token') ?? ''
  let payload: JWTPayload
  try {
    const verified = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer,
      clockTolerance: LEEWAY_S,
      maxTokenAge: TOKEN_AGE_S,
      requiredClaims: ['iat', 'jti', 'aud'],
    })
    payload = verified.payload
  } catch {
    throw new Refusal(400, 'This is not a logout token of the issuer.')
  }
  const { sid, sub, iat } = payload
  // An ID token has a nonce and no event; without this check it would end a session.
  if (!hasLogoutEvent(payload) || 'nonce' in payload)
    throw new Refusal(400, 'This token does not say that a session has ended.')
  if (typeof sid === 'string' && sid !== '') return { sid }
  if (sub !== undefined && sub !== '') return { sub, at: new Date((iat ?? 0) * 1000) }
  throw new Refusal(400, 'This logout token names neither a session nor a person.')
}

function hasLogoutEvent({ events }: JWTPayload): boolean {
  return typeof events === 'object' && events !== null && EVENT in events
}
