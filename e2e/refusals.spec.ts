import { expect, test } from '@playwright/test'
import {
  controlPlane,
  seedApi,
  seedConsumer,
  serviceToken,
  TENANT,
} from './support/control-plane.ts'
import { addresses } from './support/place.ts'
import { endSession, tokenOf, tokensOf } from './support/users.ts'

/** A raw call, for what a typed client would refuse to send. */
async function raw(method: string, path: string, token: string, body?: string) {
  const answer = await fetch(addresses.controlPlane + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body }),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    problem: text === '' ? {} : JSON.parse(text),
  }
}

/** The token with its last signature characters changed. */
const forged = (token: string) => `${token.slice(0, -6)}AAAAAA`

/** Signed by the real Keycloak, but for a lifetime that is over: the runbook's token after five minutes. */
function withClaim(token: string, change: object): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...change }
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
}

test('a wrong token is refused in words, and never with a stack trace', async () => {
  const token = await serviceToken()
  for (const wrong of ['', 'nonsense', 'a.b.c', forged(token), withClaim(token, { exp: 1 })]) {
    const answer = await raw('GET', '/v1/me', wrong)
    expect(answer.status).toBe(401)
    expect(answer.type).toContain('application/problem+json')
    expect(answer.problem.request_id).toBeTruthy()
    expect(answer.problem.detail).toBeTruthy()
    expect(JSON.stringify(answer.problem)).not.toContain('at ')
  }
})

test('a token of a session that was ended is refused at once', async () => {
  const { access, refresh } = await tokensOf('viewer')
  const ask = () =>
    fetch(`${addresses.controlPlane}/v1/me`, { headers: { authorization: `Bearer ${access}` } })
  expect((await ask()).status).toBe(200)
  await endSession(refresh)
  await expect.poll(async () => (await ask()).status).toBe(401)
  expect(await (await ask()).json()).toMatchObject({
    detail: 'The session of this access token was ended: sign in again.',
  })
})

test('what belongs to another tenant is not there', async () => {
  const { id } = await seedApi()
  const consumer = await seedConsumer()
  const stranger = await tokenOf('acme-admin')
  for (const path of [
    `/v1/contracts/${id}`,
    `/v1/consumers/${TENANT}/${consumer.id}`,
    `/v1/consumers/${TENANT}`,
    `/v1/audit/${TENANT}`,
    `/v1/subscriptions/tenant/${TENANT}`,
  ])
    expect((await raw('GET', path, stranger)).status, path).toBe(404)
  expect((await raw('DELETE', `/v1/contracts/${id}`, stranger)).status).toBe(404)
  expect(
    (await controlPlane().GET('/v1/contracts/{id}', { params: { path: { id } } })).data,
  ).toBeTruthy()
})

test('a viewer who writes is told which role may', async () => {
  const answer = await raw(
    'POST',
    `/v1/consumers/${TENANT}`,
    await tokenOf('viewer'),
    JSON.stringify({ external_id: 'x', name: 'x', email: 'x@example.com' }),
  )
  expect(answer.status).toBe(403)
  expect(answer.problem.required_roles).toContain('tenant-admin')
  expect(answer.problem.detail).toContain('tenant-admin')
})

test('malformed, unknown, duplicate, stale: each has its own answer', async () => {
  const token = await serviceToken()
  const path = `/v1/consumers/${TENANT}`
  const consumer = await seedConsumer()
  const body = { external_id: consumer.external_id, name: 'Again', email: 'again@example.com' }

  expect((await raw('POST', path, token, '{"name": ')).status).toBe(400)
  const unknown = await raw('POST', path, token, JSON.stringify({ ...body, colour: 'red' }))
  expect(unknown.status).toBe(422)
  expect(unknown.problem.errors[0].pointer).toBe('/colour')
  const missing = await raw('POST', path, token, JSON.stringify({ name: 'x' }))
  expect(missing.status).toBe(422)
  expect(missing.problem.errors.map((e: { pointer: string }) => e.pointer)).toEqual(
    expect.arrayContaining(['/external_id', '/email']),
  )
  const duplicate = await raw('POST', path, token, JSON.stringify(body))
  expect(duplicate.status).toBe(409)
  expect(duplicate.problem.detail).toContain('external id')
  expect(duplicate.problem.errors[0].pointer).toBe('/external_id')
  const stale = await fetch(`${addresses.controlPlane}${path}/${consumer.id}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'if-match': '"0"',
    },
    body: JSON.stringify({ name: 'Lost' }),
  })
  expect(stale.status).toBe(412)
})

test('hostile names are kept as they are and break nothing', async () => {
  const names = [
    `"><img src=x onerror=alert(1)>`,
    `'; DROP TABLE consumers; --`,
    '$(curl example.com)',
    '\u202Egnp.exe',
    '=HYPERLINK("http://example.com")',
    '__proto__',
    'x"} or up{a="',
    '😀'.repeat(60),
  ]
  for (const name of names) {
    const consumer = await controlPlane().POST('/v1/consumers/{tenant}', {
      params: { path: { tenant: TENANT } },
      body: { external_id: crypto.randomUUID(), name, email: 'hostile@example.com' },
    })
    expect(consumer.response.status, name).toBe(201)
    expect(consumer.data?.name).toBe(name)
    const found = await controlPlane().GET('/v1/consumers/{tenant}', {
      params: { path: { tenant: TENANT }, query: { search: name } },
    })
    expect(found.data?.items.some((item) => item.id === consumer.data?.id)).toBe(true)
  }
})

test('a double submit with one key creates one consumer', async () => {
  const key = crypto.randomUUID()
  const externalId = crypto.randomUUID()
  const submit = () =>
    controlPlane().POST('/v1/consumers/{tenant}', {
      params: { path: { tenant: TENANT }, header: { 'Idempotency-Key': key } },
      body: { external_id: externalId, name: 'Once', email: 'once@example.com' },
    })
  const answers = [await submit(), await submit()]
  expect(answers.map((answer) => answer.response.status)).toEqual([201, 201])
  expect(answers[0]?.data?.id).toBe(answers[1]?.data?.id)
})
