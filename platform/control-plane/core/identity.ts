/** Verifies the access token (RS256 by the issuer's published keys) and says in words which part of it is wrong. */
import type { JWTPayload, JWTVerifyGetKey } from 'jose'
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'

import type { Principal } from './access.ts'
import { PLATFORM_ROLE, knownRoles, permissionsOf } from './access.ts'
import { Refusal } from './problems.ts'

export interface IdentitySettings {
  issuer: string
  audience: string
  keys: JWTVerifyGetKey
  /** Has the issuer ended the session of a token with these claims? */
  isEnded: (claims: JWTPayload) => boolean
  /** Ids of the tenants that exist. */
  tenants: readonly string[]
}

/** Answers with the caller, or throws 401 (the token) or 503 (the issuer). */
export type Identify = (authorization: string | undefined) => Promise<Principal>

/** Difference of clocks that is put up with (security.md 5.3). */
const LEEWAY_S = 30
const JWKS_TIMEOUT_MS = 5_000
/** Least time between two fetches of the keys: tokens with made-up key ids must not hammer the issuer. */
const JWKS_COOLDOWN_MS = 10_000
const MAX_TOKEN_LENGTH = 16_384

/** The issuer's published keys, fetched when first needed. */
export function issuerKeys(jwksUrl: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: JWKS_TIMEOUT_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
  })
}

/** The check for this issuer. */
export function identityOf(settings: IdentitySettings): Identify {
  return async (authorization) => {
    const token = bearerOf(authorization)
    try {
      const { payload } = await jwtVerify(token, settings.keys, {
        algorithms: ['RS256'],
        issuer: settings.issuer,
        audience: settings.audience,
        clockTolerance: LEEWAY_S,
        requiredClaims: ['sub', 'exp'],
      })
      if (settings.isEnded(payload))
        throw unauthorized('The session of this access token was ended: sign in again.', true)
      return principalFrom(payload, settings.tenants)
    } catch (error) {
      throw refusalOf(error, settings)
    }
  }
}

function bearerOf(authorization: string | undefined): string {
  if (authorization === undefined)
    throw unauthorized('No access token was sent. Send it as "Authorization: Bearer …".')
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1]
  if (token === undefined || token.length > MAX_TOKEN_LENGTH)
    throw unauthorized(
      'The Authorization header does not carry a signed access token (a JWT).',
      true,
    )
  return token
}

function principalFrom(payload: JWTPayload, known: readonly string[]): Principal {
  if (payload['typ'] !== 'Bearer')
    throw unauthorized('This is not an access token: an ID or refresh token is not accepted.', true)
  const sub = payload.sub ?? ''
  if (sub === '') throw unauthorized('The access token has no subject.', true)
  const roles = knownRoles(realmRoles(payload))
  const isPlatformAdmin = roles.includes(PLATFORM_ROLE)
  const claimed = text(payload['tenant_id'])
  const tenantId = claimed !== null && known.includes(claimed) ? claimed : null
  return {
    sub,
    name: text(payload['preferred_username']) ?? text(payload['email']) ?? sub,
    fullName: text(payload['name']),
    email: text(payload['email']),
    isEmailVerified: payload['email_verified'] === true,
    roles,
    permissions: permissionsOf(roles),
    tenantId,
    tenants: tenantsFor(roles, isPlatformAdmin ? known : tenantId),
    isPlatformAdmin,
  }
}

/** Without a role of ours there is no tenant to see: the claim alone gives no right. */
function tenantsFor(roles: string[], scope: readonly string[] | string | null): readonly string[] {
  if (roles.length === 0 || scope === null) return []
  return typeof scope === 'string' ? [scope] : scope
}

function realmRoles(payload: JWTPayload): string[] {
  const access = payload['realm_access']
  if (typeof access !== 'object' || access === null || !('roles' in access)) return []
  const { roles } = access
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : []
}

function text(claim: unknown): string | null {
  return typeof claim === 'string' && claim !== '' ? claim : null
}

function unauthorized(detail: string, isTokenSent = false): Refusal {
  // RFC 6750 3.1: no error code when no token was sent.
  const challenge = isTokenSent
    ? 'Bearer realm="stoa", error="invalid_token"'
    : 'Bearer realm="stoa"'
  return new Refusal(401, detail, { headers: { 'WWW-Authenticate': challenge } })
}

function refusalOf(error: unknown, settings: IdentitySettings): Refusal {
  if (error instanceof Refusal) return error
  if (isIssuerFault(error))
    return new Refusal(
      503,
      'The sign-in service does not answer, so the access token cannot be checked. Try again in a moment.',
      { headers: { 'Retry-After': '5' } },
    )
  return unauthorized(sentenceFor(error, settings), true)
}

/** The keys could not be fetched or read: not the fault of the token. */
function isIssuerFault(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true
  // jose throws its plain base class when the answer is not 200 or not JSON, and fetch a TypeError when nothing answers.
  if (error instanceof errors.JOSEError) return error.code === 'ERR_JOSE_GENERIC'
  return true
}

function sentenceFor(error: unknown, { issuer, audience }: IdentitySettings): string {
  if (error instanceof errors.JWTExpired) return 'The access token has expired.'
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return `The access token is from another issuer than ${issuer}.`
    if (error.claim === 'aud') return `The access token is not meant for ${audience} (audience).`
    if (error.claim === 'nbf') return 'The access token is not valid yet.'
    return `The claim ${error.claim} of the access token is missing or wrong.`
  }
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'The signature of the access token is wrong.'
  if (error instanceof errors.JWKSNoMatchingKey)
    return 'The access token is signed with a key that the issuer does not know.'
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The access token is not signed with RS256.'
  return 'The access token is malformed.'
}
