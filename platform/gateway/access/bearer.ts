/** Bearer tokens, checked as a `jwt_validation` policy says: signature by the issuer's published keys, issuer, audience, times. */
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTVerifyGetKey } from 'jose'
import { Agent, request } from 'undici'
import type { AddressRules } from '../backend/address.ts'
import { guardedConnector, type Resolver } from '../backend/connector.ts'
import { parseTarget } from '../backend/target.ts'
import type { JwtRule } from '../policies/jwt-rule.ts'
import { refuse, type Reason, type Refusal } from './refusal.ts'

/** Public-key algorithms only: a shared secret has no place in a published key set. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
]
const LEEWAY_S = 30
const FETCH_TIMEOUT_MS = 5_000
const MOST_KEY_BYTES = 64 * 1024
const MOST_ISSUERS = 100

export class BearerCheck {
  private readonly issuers = new Map<string, { keys: JWTVerifyGetKey; agent: Agent }>()
  private readonly rules: AddressRules
  private readonly resolve: Resolver | undefined

  constructor(rules: AddressRules, resolve?: Resolver) {
    // Keys are fetched by a plain GET whose answer no caller sees, and a local identity provider is the platform's own:
    // its port is allowed here, and loopback only where backends may be local at all.
    this.rules = { allowLoopback: rules.allowLoopback, deniedPorts: new Set() }
    this.resolve = resolve
  }

  /**
   * The token's `sub` (empty when it has none), or the refusal.
   * @param headers every Authorization header of the request: of two, the backend could believe the one that was not checked
   */
  async check(headers: readonly string[] | undefined, rule: JwtRule): Promise<string | Refusal> {
    const [authorization = '', ...more] = headers ?? []
    if (more.length > 0)
      return challenge('token_invalid', 'The request has more than one Authorization header.')
    const [, token] = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization) ?? []
    if (token === undefined)
      return challenge(
        'token_missing',
        'This API wants a bearer token in the Authorization header.',
      )
    const keys = rule.jwksUrl === null ? null : this.keysOf(rule.jwksUrl)
    if (!keys)
      return challenge(
        'jwt_policy_missing',
        `The policy "${rule.policy}" names no usable jwks_url: tokens cannot be checked.`,
      )
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        clockTolerance: LEEWAY_S,
        requiredClaims: ['exp'],
        ...(rule.issuer !== null && { issuer: rule.issuer }),
        ...(rule.audience !== null && { audience: rule.audience }),
      })
      return payload.sub ?? ''
    } catch (error) {
      return refusalFor(error)
    }
  }

  async close(): Promise<void> {
    const agents = [...this.issuers.values()].map((issuer) => issuer.agent)
    this.issuers.clear()
    await Promise.all(agents.map((agent) => agent.destroy()))
  }

  private keysOf(url: string): JWTVerifyGetKey | null {
    const held = this.issuers.get(url)
    if (held) return held.keys
    const target = parseTarget(url)
    if (!target) return null
    if (this.issuers.size >= MOST_ISSUERS) void this.close()
    const agent = new Agent({
      connect: guardedConnector(target.port, this.rules, this.resolve),
      maxResponseSize: MOST_KEY_BYTES,
    })
    const keys = createRemoteJWKSet(new URL(url), {
      timeoutDuration: FETCH_TIMEOUT_MS,
      [customFetch]: (address, options) => fetchKeys(address, options.signal, agent),
    })
    this.issuers.set(url, { keys, agent })
    return keys
  }
}

/** The 401 for an API that checks tokens while no policy says how. */
export const JWT_POLICY_MISSING = challenge(
  'jwt_policy_missing',
  'This API checks bearer tokens, but no jwt_validation policy is in force for it: create one with issuer, audience and jwks_url.',
)

/** A plain GET without redirects or credentials. */
async function fetchKeys(url: string, signal: AbortSignal, agent: Agent): Promise<Response> {
  const answer = await request(url, {
    dispatcher: agent,
    headers: { accept: 'application/json' },
    signal,
  })
  return new Response(await answer.body.text(), { status: answer.statusCode })
}

function refusalFor(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired)
    return challenge('token_invalid', 'The bearer token has expired.')
  if (error instanceof errors.JWTClaimValidationFailed)
    return challenge(
      'token_invalid',
      `The bearer token's "${error.claim}" is not what this API wants.`,
    )
  if (error instanceof errors.JOSEError && !isKeySetFailure(error))
    return challenge('token_invalid', 'The bearer token is malformed or its signature is wrong.')
  return refuse('jwks_unavailable', 'The signing keys of the token issuer could not be fetched.')
}

/** The key set's own troubles are not the caller's. */
function isKeySetFailure(error: errors.JOSEError): boolean {
  return (
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    error.code === 'ERR_JOSE_GENERIC'
  )
}

function challenge(reason: Reason, detail: string): Refusal {
  const code = reason === 'token_invalid' ? ', error="invalid_token"' : ''
  return refuse(reason, detail, ['WWW-Authenticate', `Bearer realm="stoa"${code}`])
}
