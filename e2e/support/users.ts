/** The local realm's users and how they sign in. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHash, randomBytes } from 'node:crypto'
import { addresses, STATE_DIR } from './place.ts'

export type UserName = 'admin' | 'tenant-admin' | 'devops' | 'viewer' | 'acme-admin'

/** Every local user's password, as `npm start` made it. */
export function password(): string {
  const secrets: { userPassword: string } = JSON.parse(
    readFileSync(join(STATE_DIR, 'secrets.json'), 'utf8'),
  )
  return secrets.userPassword
}

/** A user's access token; see {@link tokensOf}. */
export async function tokenOf(user: UserName): Promise<string> {
  return (await tokensOf(user)).access
}

/** Ends the session that a refresh token belongs to, as the sign-out of the console does. */
export async function endSession(refresh: string): Promise<void> {
  const answer = await fetch(`${addresses.keycloak}/realms/stoa/protocol/openid-connect/logout`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'stoa-console', refresh_token: refresh }),
  })
  if (!answer.ok) throw new Error(`the session could not be ended (HTTP ${answer.status})`)
}

/**
 * A user's access and refresh token by the same code flow with PKCE as the console's, without a browser.
 * The direct grant is switched off in the realm.
 */
export async function tokensOf(user: UserName): Promise<{ access: string; refresh: string }> {
  const realm = `${addresses.keycloak}/realms/stoa/protocol/openid-connect`
  const redirect = `${addresses.console}/auth/callback`
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const query = new URLSearchParams({
    client_id: 'stoa-console',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirect,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })
  const login = await fetch(`${realm}/auth?${query}`)
  const action = /action="([^"]+)"/.exec(await login.text())?.[1]?.replaceAll('&amp;', '&')
  if (!action) throw new Error(`Keycloak showed no login form (HTTP ${login.status})`)
  const signedIn = await fetch(action, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie: login.headers
        .getSetCookie()
        .map((c) => c.split(';')[0])
        .join('; '),
    },
    body: new URLSearchParams({ username: user, password: password() }),
  })
  const code = new URL(signedIn.headers.get('location') ?? redirect).searchParams.get('code')
  if (!code) throw new Error(`Keycloak gave ${user} no code (HTTP ${signedIn.status})`)
  const answer = await fetch(`${realm}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'stoa-console',
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
    }),
  })
  const body: { access_token?: string; refresh_token?: string } = await answer.json()
  if (!body.access_token || !body.refresh_token)
    throw new Error(`Keycloak gave ${user} no token (HTTP ${answer.status})`)
  return { access: body.access_token, refresh: body.refresh_token }
}
