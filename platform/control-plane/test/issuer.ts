/** A token issuer for tests: one RSA key, its JWKS on a port of its own, and tokens of any shape. */
import type { JWTPayload } from 'jose'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TokenOptions {
  roles?: string[]
  tenant?: string
  claims?: JWTPayload
  /** Seconds from now. */
  expiresIn?: number
  audience?: string
  issuer?: string
  keyId?: string
}

export interface Issuer {
  url: string
  jwksUrl: string
  /** An access token like Keycloak's. */
  token(options?: TokenOptions): Promise<string>
  /** Signed by a key that the issuer never published, under the published key's id. */
  forged(options?: TokenOptions): Promise<string>
  /** Stops answering; tokens can still be made. */
  goDown(): Promise<void>
  close(): Promise<void>
}

const AUDIENCE = 'control-plane-api'
const KEY_ID = 'test-key'

/** Starts an issuer on a free port. */
export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const foreign = await generateKeyPair('RS256')
  const jwks = {
    keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' }],
  }
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(jwks))
  })
  await listening(server)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    if (!server.listening) return
    server.closeAllConnections()
    const { promise, resolve } = Promise.withResolvers<void>()
    server.close(() => resolve())
    await promise
  }
  return {
    url,
    jwksUrl: `${url}/certs`,
    token: (options = {}) => sign(privateKey, url, options),
    forged: (options = {}) => sign(foreign.privateKey, url, options),
    goDown: close,
    close,
  }
}

async function listening(server: Server): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(0, '127.0.0.1', () => resolve())
  await promise
}

async function sign(key: CryptoKey, issuer: string, options: TokenOptions): Promise<string> {
  const { roles = [], tenant, claims = {}, expiresIn = 300 } = options
  const now = Math.floor(Date.now() / 1000)
  const payload: JWTPayload = {
    typ: 'Bearer',
    sub: `${roles.join('+') || 'developer'}@${tenant ?? 'nowhere'}`,
    preferred_username: roles[0] ?? 'developer',
    realm_access: { roles },
    ...(tenant !== undefined && { tenant_id: tenant }),
    ...claims,
  }
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', kid: options.keyId ?? KEY_ID, typ: 'JWT' })
    .setIssuedAt(now)
    .setExpirationTime(now + expiresIn)
    .setIssuer(options.issuer ?? issuer)
    .setAudience(options.audience ?? AUDIENCE)
    .sign(key)
}
