import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'
import type { FakeGateway } from '../publish/fake-gateway.ts'

import { startFakeGateway } from '../publish/fake-gateway.ts'
import { startTestControlPlane } from '../test/control-plane.ts'
import { make, policyBody, seedTenant } from '../test/seed.ts'

/** Prometheus and Keycloak in one server: what they answer is what a test says. */
const vectors = new Map<string, object[]>()
let rules: string[] = []
let isPrometheusUp = true
let tokens: { client: [number, object]; admin: [number, object] }
let tokenRequests: string[] = []
const REFUSED: [number, object] = [
  401,
  { error: 'invalid_grant', error_description: 'Invalid user credentials' },
]

const backend = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://backend')
  void answer(url, request).then(([status, body]) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
  )
})

async function answer(url: URL, request: IncomingMessage): Promise<[number, object]> {
  return url.pathname.endsWith('/token') ? token(url, await text(request)) : prometheus(url)
}

function token(url: URL, form: string): [number, object] {
  tokenRequests.push(form)
  return url.pathname.startsWith('/realms/master/') ? tokens.admin : tokens.client
}

function prometheus(url: URL): [number, object] {
  if (!isPrometheusUp) return [503, {}]
  if (url.pathname === '/api/v1/rules')
    return [
      200,
      {
        status: 'success',
        data: { groups: [{ rules: rules.map((name) => ({ name, health: 'ok' })) }] },
      },
    ]
  const query = url.searchParams.get('query') ?? ''
  const name = [...vectors.keys()].find((key) => query.includes(key)) ?? ''
  return [
    200,
    { status: 'success', data: { resultType: 'vector', result: vectors.get(name) ?? [] } },
  ]
}

let controlPlane: TestControlPlane
let gateway: FakeGateway
let admin: TestControlPlane['call']
let now = new Date()

beforeAll(async () => {
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`
  gateway = await startFakeGateway()
  controlPlane = await startTestControlPlane(
    {
      prometheusUrl: url,
      keycloakUrl: url,
      gatewayAdminUrl: gateway.url,
      gatewayAdminToken: gateway.token,
    },
    { now: () => now },
  )
  admin = await controlPlane.as({ roles: ['tenant-admin'], tenant: 'acme' })
})
afterAll(async () => {
  await controlPlane.stop()
  await gateway.close()
  backend.closeAllConnections()
  backend.close()
})
beforeEach(() => {
  vectors.clear()
  rules = []
  isPrometheusUp = true
  tokens = { client: [401, { error: 'unauthorized_client' }], admin: REFUSED }
  // Beyond what the probes remember.
  now = new Date(now.getTime() + 7 * 3_600_000)
})

interface Check {
  id: string
  state: string
  evidence: string
  checked_at: string
}

async function check(id: string, call = admin): Promise<Check> {
  const { body, status } = await call('/v1/admin/readiness')
  expect(status).toBe(200)
  const found = (body.checks as Check[]).find((one) => one.id === id)
  if (!found) throw new Error(`no check ${id}`)
  return found
}

test('every check of the brief is there, and without evidence none passes', async () => {
  isPrometheusUp = false
  tokens = { client: [500, {}], admin: [404, {}] }
  const { body } = await admin('/v1/admin/readiness')
  const states = Object.fromEntries((body.checks as Check[]).map(({ id, state }) => [id, state]))
  expect(states).toEqual({
    default_credentials: 'unknown',
    keys_unique: 'unknown',
    gateway_config_current: 'pass',
    gateway_restart: 'unknown',
    monitoring_active: 'unknown',
    rules_loaded: 'unknown',
    alert_tested: 'unknown',
    rate_limit_in_force: 'fail',
    database_durable: 'fail',
    tls: 'unknown',
    certificate: 'unknown',
    admin_api_binding: 'pass',
    targets_up: 'unknown',
    keys_expiring: 'unknown',
    keys_unused: 'unknown',
    apis_limited: 'unknown',
    cors_wildcard: 'pass',
    backups: 'unknown',
  })
  expect((body.checks as Check[]).every(({ evidence }) => evidence.length > 20)).toBe(true)
})

test.each([
  [
    'both refused',
    {},
    'pass',
    /refused \(401 unauthorized_client\).*refused \(401 invalid_grant\)/,
  ],
  [
    'the printed secret works',
    { client: [200, { access_token: 'x' }] },
    'fail',
    /your-client-secret\): ACCEPTED/,
  ],
  [
    'admin/admin works',
    { admin: [200, { access_token: 'x' }] },
    'fail',
    /password admin: ACCEPTED/,
  ],
  [
    'admin/admin is right but must act',
    { admin: [400, { error: 'invalid_grant', error_description: 'Account is not fully set up' }] },
    'fail',
    /not set up completely/,
  ],
  [
    'the realm master is closed',
    { admin: [403, {}] },
    'unknown',
    /answered 403, which tells nothing/,
  ],
  ['HTML', { client: [502, {}] }, 'unknown', /answered 502/],
])('default credentials: %s', async (_, changes, state, sentence) => {
  tokens = { ...tokens, ...changes } as typeof tokens
  expect(await check('default_credentials')).toMatchObject({
    state,
    evidence: expect.stringMatching(sentence),
  })
})

test('Keycloak is asked at most once a minute, and a refused administrator login is not repeated for hours', async () => {
  tokenRequests = []
  await Promise.all([
    check('default_credentials'),
    check('default_credentials'),
    check('default_credentials'),
  ])
  expect(tokenRequests).toHaveLength(2)
  expect(tokenRequests.some((form) => form.includes('client_secret=your-client-secret'))).toBe(true)
  expect(tokenRequests.some((form) => form.includes('username=admin&password=admin'))).toBe(true)
  const asked = now
  now = new Date(now.getTime() + 61_000)
  await check('default_credentials')
  expect(tokenRequests.filter((form) => form.includes('password=admin'))).toHaveLength(1)
  expect(tokenRequests).toHaveLength(3)
  expect((await check('default_credentials')).checked_at).toBe(asked.toISOString())
})

test('keys: as many fingerprints as live subscriptions with a key', async () => {
  await seedTenant(admin, 'acme')
  const second = await seedTenant(admin, 'acme')
  expect(await check('keys_unique')).toMatchObject({
    state: 'pass',
    evidence: expect.stringMatching(/^2 live .* 2 different/),
  })
  await admin(`/v1/subscriptions/${second.subscription}/rotate-key`, { method: 'POST' })
  expect(await check('keys_unique')).toMatchObject({
    state: 'pass',
    evidence: expect.stringMatching(/^2 live .* 2 different/),
  })
  const other = await controlPlane.as({ roles: ['tenant-admin'], tenant: 'default' })
  expect(await check('keys_unique', other)).toMatchObject({ state: 'unknown' })
})

test('the gateway that does not answer is not known, and a held version is named', async () => {
  const current = await check('gateway_config_current')
  expect(current).toMatchObject({
    state: 'pass',
    evidence: expect.stringContaining(String(gateway.version)),
  })
  gateway.failWith = 500
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  expect(await check('gateway_config_current')).toMatchObject({
    state: 'unknown',
    evidence: expect.stringMatching(/answered 500/),
  })
  gateway.failWith = null
})

const sample = (value: number) => [{ metric: { instance: 'a' }, value: [1, String(value)] }]

test.each([
  [sample(1), 'pass', /is 1: Prometheus scrapes/],
  [sample(0), 'fail', /last scrape failed/],
  [[], 'fail', /no target/],
])('monitoring: up is %j', async (result, state, sentence) => {
  vectors.set('up{job="stoa-gateway"}', result)
  expect(await check('monitoring_active')).toMatchObject({
    state,
    evidence: expect.stringMatching(sentence),
  })
})

test('the three rules, or those that are missing by name', async () => {
  rules = ['StoaGatewayDown', 'StoaHighErrorRate']
  expect(await check('rules_loaded')).toMatchObject({
    state: 'fail',
    evidence: expect.stringMatching(/not loaded StoaRateLimitStorm/),
  })
  rules.push('StoaRateLimitStorm')
  expect(await check('rules_loaded')).toMatchObject({ state: 'pass' })
})

test.each([
  ['within 10 s', [100, 108], [104], 'pass'],
  ['longer than 10 s', [100, 160], [110, 120, 130, 140, 150], 'fail'],
  ['between two scrapes too far apart', [100, 130], [], 'unknown'],
])('a restart that took %s', async (_, [before, after], failed, state) => {
  vectors.set('process_start_time_seconds', [
    {
      metric: { instance: 'a' },
      values: [
        [before, '50'],
        [after, '99'],
      ],
    },
  ])
  vectors.set('up{job="stoa-gateway"}[24h]', [
    {
      metric: { instance: 'a' },
      values: [[before, '1'], ...failed.map((time) => [time, '0']), [after, '1']],
    },
  ])
  expect(await check('gateway_restart')).toMatchObject({ state })
})

test('no restart seen is not known', async () => {
  vectors.set('process_start_time_seconds', [
    {
      metric: {},
      values: [
        [1, '50'],
        [2, '50.2'],
      ],
    },
  ])
  expect(await check('gateway_restart')).toMatchObject({
    state: 'unknown',
    evidence: expect.stringMatching(/no restart/),
  })
})

test('a rate limit is in force when a policy is enabled and a 429 was seen', async () => {
  expect(await check('rate_limit_in_force')).toMatchObject({
    state: 'unknown',
    evidence: expect.stringMatching(/no 429 was seen/),
  })
  vectors.set('stoa_rate_limit_exceeded_total{tenant=~"acme"}', sample(4))
  expect(await check('rate_limit_in_force')).toMatchObject({
    state: 'pass',
    evidence: expect.stringMatching(/at least 4/),
  })
  vectors.set('stoa_rate_limit_exceeded_total{tenant=~"acme"}', sample(0))
  expect(await check('rate_limit_in_force')).toMatchObject({ state: 'unknown' })
  const { body } = await admin('/v1/admin/policies?policy_type=rate_limit')
  for (const policy of body.items)
    await admin(`/v1/admin/policies/${policy.id}`, { method: 'PATCH', body: { enabled: false } })
  expect(await check('rate_limit_in_force')).toMatchObject({ state: 'fail' })
  await make(admin, '/v1/admin/policies', policyBody('acme'))
})

test.each([
  ['received in time', 1_000, 'pass', /received after 1\.0 s/],
  ['received too late', 301_000, 'fail', /5 minutes or more/],
  ['still on its way', null, 'unknown', /on its way/],
])('a test alert that was %s', async (_, latency, state, sentence) => {
  const sent = new Date(now.getTime() - (latency === null ? 10_000 : 400_000))
  await controlPlane.services.db
    .insertInto('test_alerts')
    .values({
      id: crypto.randomUUID(),
      tenant_id: 'acme',
      sent_at: sent,
      received_at: latency === null ? null : new Date(sent.getTime() + latency),
    })
    .execute()
  expect(await check('alert_tested')).toMatchObject({
    state,
    evidence: expect.stringMatching(sentence),
  })
})

test('a test alert that never arrived fails, one of two months ago proves nothing', async () => {
  now = new Date(now.getTime() + 3_600_000)
  expect(await check('alert_tested')).toMatchObject({
    state: 'fail',
    evidence: expect.stringMatching(/has not been received/),
  })
  now = new Date(now.getTime() + 60 * 86_400_000)
  const later = await controlPlane.as({
    roles: ['viewer'],
    tenant: 'acme',
    expiresIn: 100 * 86_400,
  })
  expect(await check('alert_tested', later)).toMatchObject({ state: 'unknown' })
})

test("a tenant that is not the caller's is not there, a developer may not ask", async () => {
  expect((await admin('/v1/admin/readiness?tenant_id=default')).status).toBe(404)
  const developer = await controlPlane.as({})
  expect((await developer('/v1/admin/readiness')).status).toBe(403)
})
