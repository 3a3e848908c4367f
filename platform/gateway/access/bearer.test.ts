import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given, keyOf, oneApi, problemOf, Rig } from '../testing/rig.ts'

let rig: Rig
let issuer: Server
let issuerUrl: string
let privateKey: CryptoKey
let published: JWK[] = []

beforeAll(async () => {
  const pair = await generateKeyPair('RS256')
  privateKey = pair.privateKey
  published = [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256' }]
  issuer = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/keys' })
    else response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ keys: published }))
  })
  issuer.listen(0, '127.0.0.1')
  await once(issuer, 'listening')
  const address = issuer.address()
  issuerUrl = `http://localhost:${typeof address === 'object' ? address?.port : 0}`
  rig = await Rig.start()
})
afterAll(async () => {
  await rig.stop()
  issuer.closeAllConnections()
  issuer.close()
})

function token(claims: Record<string, unknown> = {}, expires = '1h', alg = 'RS256') {
  return new SignJWT({ iss: issuerUrl, aud: 'orders', sub: 'someone', ...claims })
    .setProtectedHeader({ alg, kid: 'one' })
    .setExpirationTime(expires)
    .sign(privateKey)
}

const policy = (config: Record<string, unknown> = {}) =>
  given.policy('jwt_validation', {
    issuer: issuerUrl,
    audience: 'orders',
    jwks_url: `${issuerUrl}/keys`,
    ...config,
  })

const jwtApi = given.route({ auth: 'jwt' })

function bearer(value: string): Promise<Response> {
  return rig.call('/orders/v1/x', { authorization: `Bearer ${value}` })
}

async function reasonOf(answer: Response) {
  return [answer.status, (await problemOf(answer))['reason']]
}

describe('an API with bearer tokens', () => {
  it('passes a good token, and hands it on', async () => {
    await rig.push([jwtApi, policy()])
    const good = await token()
    expect((await bearer(good)).status).toBe(200)
    expect(rig.seen.at(-1)?.request.headers.authorization).toBe(`Bearer ${good}`)
  })

  it('says which policy is missing when none is there', async () => {
    await rig.push([jwtApi])
    const answer = await bearer(await token())
    const body = await problemOf(answer)
    expect([answer.status, body['reason']]).toEqual([401, 'jwt_policy_missing'])
    expect(body['detail']).toContain('jwt_validation')
  })

  it('says which policy is of no use without the address of the keys', async () => {
    await rig.push([jwtApi, policy({ jwks_url: null })])
    const body = await problemOf(await bearer(await token()))
    expect(body).toMatchObject({ status: 401, reason: 'jwt_policy_missing' })
    expect(body['detail']).toContain('the-jwt_validation')
  })

  it('refuses no token, rubbish, and tokens that are not what the policy wants', async () => {
    await rig.push([jwtApi, policy()])
    const none = await rig.call('/orders/v1/x')
    expect(none.headers.get('www-authenticate')).toBe('Bearer realm="stoa"')
    expect(await reasonOf(none)).toEqual([401, 'token_missing'])
    const invalid = [
      'rubbish',
      await token({ iss: 'https://other.example' }),
      await token({ aud: 'bills' }),
      await token({}, '-1h'),
      `${(await token()).slice(0, -4)}AAAA`,
      `${btoa('{"alg":"none"}').replaceAll('=', '')}.${btoa('{"sub":"x"}').replaceAll('=', '')}.`,
    ]
    for (const each of invalid) {
      const answer = await bearer(each)
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"')
      expect(await reasonOf(answer)).toEqual([401, 'token_invalid'])
    }
  })

  it('refuses two Authorization headers, of which the backend could believe the other one', async () => {
    await rig.push([jwtApi, policy()])
    const checked = ['Authorization', `Bearer ${await token()}`]
    const headers = ['Host', 'x', ...checked, 'Authorization', 'Bearer unchecked']
    const twice = request(`${rig.url}/orders/v1/x`, { headers, agent: false })
    twice.end()
    const [answer] = await once(twice, 'response')
    answer.resume()
    expect(answer.statusCode).toBe(401)
  })

  it('refuses a token that never ends', async () => {
    await rig.push([jwtApi, policy()])
    const endless = await new SignJWT({ iss: issuerUrl, aud: 'orders' })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .sign(privateKey)
    expect(await reasonOf(await bearer(endless))).toEqual([401, 'token_invalid'])
  })

  it.each([
    ['nobody listens', 'http://localhost:1/keys'],
    ['the address is denied', 'http://169.254.169.254/keys'],
  ])('is 502 when %s where the keys should be', async (_, jwksUrl) => {
    await rig.push([jwtApi, policy({ jwks_url: jwksUrl })])
    expect(await reasonOf(await bearer(await token()))).toEqual([502, 'jwks_unavailable'])
  })

  it('follows no redirect to the keys', async () => {
    await rig.push([jwtApi, policy({ jwks_url: `${issuerUrl}/moved` })])
    expect(await reasonOf(await bearer(await token()))).toEqual([502, 'jwks_unavailable'])
  })

  it('wants both where a policy covers an API with keys', async () => {
    await rig.push([...oneApi(), policy()])
    const headers = { 'x-api-key': keyOf('a') }
    expect((await rig.call('/orders/v1/x', headers)).status).toBe(401)
    const both = { ...headers, authorization: `Bearer ${await token()}` }
    expect((await rig.call('/orders/v1/x', both)).status).toBe(200)
  })

  it('limits each subject on its own', async () => {
    await rig.push([
      jwtApi,
      policy(),
      given.policy('rate_limit', { requests_per_minute: 1, burst: 1 }),
    ])
    const [mine, yours] = [await token({ sub: 'me' }), await token({ sub: 'you' })]
    expect((await bearer(mine)).status).toBe(200)
    expect((await bearer(mine)).status).toBe(429)
    expect((await bearer(yours)).status).toBe(200)
  })
})
