/** What the held token says about itself, for showing: nothing is decided by it, the server checks the token itself. */

import { heldToken } from './connection'

export interface TokenClaims {
  issuer: string | undefined
  audience: readonly string[]
  /** Milliseconds since 1970. */
  expiresAt: number | undefined
}

/** The claims of a JWT; undefined for what is none. */
export function readClaims(token: string): TokenClaims | undefined {
  const [, payload] = token.split('.')
  if (payload === undefined) return undefined
  try {
    const bytes = Uint8Array.from(
      atob(payload.replaceAll('-', '+').replaceAll('_', '/')),
      (character) => character.charCodeAt(0),
    )
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof claims !== 'object' || claims === null) return undefined
    const { iss, aud, exp } = claims as { iss?: unknown; aud?: unknown; exp?: unknown }
    return {
      issuer: typeof iss === 'string' ? iss : undefined,
      audience: [aud].flat().filter((one) => typeof one === 'string'),
      expiresAt: typeof exp === 'number' ? exp * 1000 : undefined,
    }
  } catch {
    return undefined
  }
}

/** The present token's claims; undefined when nobody is signed in. Throws a Failure when the identity server fails. */
export async function tokenClaims(): Promise<TokenClaims | undefined> {
  const token = await heldToken()
  return token === undefined ? undefined : readClaims(token)
}
