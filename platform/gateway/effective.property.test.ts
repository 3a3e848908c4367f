/**
 * The gateway does what `platform/policy/effective.ts` says: 1,000 generated policy sets, each in a tenant of its own, and real
 * calls whose answers are predicted from the merged values alone. What a value means is written down here once more, in plain
 * words of HTTP, so that the gateway's own readers are not their own judges.
 */
import { hash } from 'node:crypto'
import { Agent, request, type IncomingHttpHeaders } from 'node:http'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { effectivePolicies, type PolicyRecord } from '../policy/effective.ts'
import { given, Rig, type Entity } from './testing/rig.ts'

const SETS = 1_000
const SEED = 20_261_124
const ORIGINS = ['https://one.example', 'https://two.example', 'https://three.example']
/** What the backend sends, and so what a policy can overwrite or take away. */
const BACKEND_HEADERS = { server: 'backend/1.0', 'x-powered-by': 'php', 'x-frame-options': 'NONE' }

/** Some of a config's members: sets of policies say only parts of what is merged. */
const parts = (members: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(members, { requiredKeys: [] })

const configs: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  rate_limit: parts({
    requests_per_minute: fc.integer({ min: 1, max: 5_000 }),
    burst: fc.integer({ min: 1, max: 500 }),
  }),
  cors: parts({
    origins: fc.oneof(
      fc.constant(['*']),
      fc.uniqueArray(fc.constantFrom(...ORIGINS), { minLength: 1, maxLength: 2 }),
    ),
    methods: fc.uniqueArray(fc.constantFrom('GET', 'PUT', 'DELETE'), { minLength: 1 }),
    headers: fc.uniqueArray(fc.constantFrom('X-API-Key', 'X-Other', '*'), { maxLength: 2 }),
    max_age: fc.integer({ min: 0, max: 86_400 }),
    credentials: fc.boolean(),
  }),
  ip_filter: parts({
    allow: fc.uniqueArray(fc.constantFrom('127.0.0.0/8', '10.0.0.0/8', '127.0.0.1'), {
      maxLength: 2,
    }),
    deny: fc.uniqueArray(fc.constantFrom('127.0.0.1/32', '10.0.0.0/8', '2001:db8::/32'), {
      maxLength: 1,
    }),
  }),
  request_size: parts({ max_bytes: fc.integer({ min: 1, max: 60 }) }),
  response_headers: parts({
    set: fc.dictionary(
      fc.constantFrom('X-Frame-Options', 'X-Set', 'Server'),
      fc.constantFrom('DENY', 'a', 'b'),
      { maxKeys: 2 },
    ),
    remove: fc.uniqueArray(fc.constantFrom('Server', 'x-powered-by', 'X-Frame-Options'), {
      maxLength: 2,
    }),
  }),
  quantum: parts({ anything: fc.integer() }),
}

const anyPolicy = fc.constantFrom(...Object.keys(configs)).chain((policy_type) =>
  fc.record({
    policy_type: fc.constant(policy_type),
    config: configs[policy_type] ?? fc.constant({}),
    priority: fc.integer({ min: 0, max: 3 }),
    enabled: fc.integer({ min: 0, max: 4 }).map((turn) => turn > 0),
    created_at: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5Z'),
    targets: fc.array(fc.constantFrom('api-a', 'api-b', 'consumer-x', 'consumer-y'), {
      maxLength: 2,
    }),
  }),
)
const anySet = fc.array(anyPolicy, { minLength: 1, maxLength: 9 })
type Generated = typeof anySet extends fc.Arbitrary<infer Value> ? Value : never

interface World {
  tenant: string
  policies: PolicyRecord[]
}

const keyOf = (tenant: string, consumer: string, api: string) =>
  `stoa_sk_${hash('sha256', `${tenant} ${consumer} ${api}`, 'hex').slice(0, 32)}`

function worldOf(set: Generated, index: number): World {
  const tenant = `t${index}`
  const policies = set.map(({ targets, ...policy }, at): PolicyRecord => ({
    ...policy,
    id: `${tenant}-p${at}`,
    name: `policy ${at}`,
    tenant,
    scope: 'api',
    bindings: targets.map((target) => ({
      contract_id: target.startsWith('api') ? `${tenant}-${target}` : null,
      consumer_id: target.startsWith('consumer') ? `${tenant}-${target}` : null,
    })),
  }))
  return { tenant, policies }
}

function entitiesOf({ tenant, policies }: World): Entity[] {
  const apis = ['api-a', 'api-b']
  const consumers = ['consumer-x', 'consumer-y']
  return [
    ...apis.map((api) => given.route({ id: `${tenant}-${api}`, tenant, api: `${tenant}-${api}` })),
    ...consumers.map((id) => given.consumer({ id: `${tenant}-${id}`, tenant })),
    ...consumers.flatMap((consumer) =>
      apis.flatMap((api) => [
        given.subscription({
          id: `${tenant}-${consumer}-${api}`,
          tenant,
          consumer_id: `${tenant}-${consumer}`,
          contract_id: `${tenant}-${api}`,
        }),
        given.key('a', {
          id: hash('sha256', keyOf(tenant, consumer, api), 'hex'),
          subscription_id: `${tenant}-${consumer}-${api}`,
        }),
      ]),
    ),
    ...policies.map((policy) => ({ kind: 'policy' as const, value: { ...policy } })),
  ]
}

let rig: Rig
const agent = new Agent({ keepAlive: true, maxSockets: 8 })

beforeAll(async () => {
  rig = await Rig.start({ hasConsumerMetrics: false })
  rig.onBackend = (_, response) => {
    response.writeHead(200, BACKEND_HEADERS)
    response.end()
  }
})
afterAll(async () => {
  agent.destroy()
  await rig.stop()
})

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  reason: unknown
}

function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(`${rig.url}${path}`, { method, headers, agent })
    call.on('error', reject)
    call.on('response', (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
      answer.on('end', () => {
        const reason: unknown = text.startsWith('{') ? JSON.parse(text).reason : null
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, reason })
      })
    })
    call.end(body)
  })
}

/** The merged values of a call path, by type and name. */
function mergedOn({ tenant, policies }: World, api: string, consumer: string | null) {
  const path = { contractId: `${tenant}-${api}`, consumerId: consumer && `${tenant}-${consumer}` }
  const types = effectivePolicies(policies, path)
  return {
    has: (type: string) => types.some((entry) => entry.policy_type === type),
    list: (type: string, name: string) => (valueOf(type, name) as string[] | undefined) ?? [],
    number: (type: string, name: string) => valueOf(type, name) as number | undefined,
    is: (type: string, name: string) => valueOf(type, name) === true,
    pairs: (type: string, name: string) =>
      (valueOf(type, name) as Record<string, string> | undefined) ?? {},
  }
  function valueOf(type: string, name: string): unknown {
    return types.find((entry) => entry.policy_type === type)?.config[name]
  }
}
type Merged = ReturnType<typeof mergedOn>

const allows = (list: string[], wanted: string) => list.includes('*') || list.includes(wanted)

/** `Access-Control-*` that an allowed origin gets. */
function corsOf(merged: Merged, origin: string) {
  const origins = merged.list('cors', 'origins')
  if (!merged.has('cors') || !allows(origins, origin)) return { origin: undefined }
  const isAny = origins.includes('*')
  const credentials = merged.is('cors', 'credentials') && !isAny ? 'true' : undefined
  return { origin: isAny ? '*' : origin, credentials }
}

/** Whether a client at 127.0.0.1 may call. */
function isLocalAllowed(merged: Merged): boolean {
  const isLocal = (list: string[]) => list.some((range) => range.startsWith('127.'))
  if (isLocal(merged.list('ip_filter', 'deny'))) return false
  const allow = merged.list('ip_filter', 'allow')
  return allow.length === 0 || isLocal(allow)
}

function statusOf(merged: Merged, bytes: number): number {
  if (!isLocalAllowed(merged)) return 403
  const most = merged.number('request_size', 'max_bytes')
  return most !== undefined && bytes > most ? 413 : 200
}

function limitOf(merged: Merged) {
  const perMinute = merged.number('rate_limit', 'requests_per_minute')
  if (perMinute === undefined) return { limit: undefined, policy: undefined }
  const burst = merged.number('rate_limit', 'burst') ?? perMinute
  return { limit: String(burst), policy: `${perMinute};w=60;burst=${burst}` }
}

/** The headers that `response_headers` may touch, on an answer that comes from the backend. */
function headersOf(merged: Merged) {
  const expected = new Map<string, string>(Object.entries(BACKEND_HEADERS))
  for (const name of merged.list('response_headers', 'remove')) expected.delete(name.toLowerCase())
  for (const [name, value] of Object.entries(merged.pairs('response_headers', 'set')))
    expected.set(name.toLowerCase(), value)
  return ['server', 'x-powered-by', 'x-frame-options', 'x-set'].map((name) => expected.get(name))
}

async function checkCall(world: World, api: string, consumer: string, bytes: number) {
  const merged = mergedOn(world, api, consumer)
  const origin = ORIGINS[bytes % ORIGINS.length] ?? ''
  const { status, headers } = await send(
    'PUT',
    `/${world.tenant}-${api}/v1/x`,
    { origin, 'x-api-key': keyOf(world.tenant, consumer, api), 'content-length': String(bytes) },
    'x'.repeat(bytes),
  )
  const cors = corsOf(merged, origin)
  const expected = statusOf(merged, bytes)
  expect({
    status,
    origin: headers['access-control-allow-origin'],
    credentials: headers['access-control-allow-credentials'],
  }).toEqual({ status: expected, origin: cors.origin, credentials: cors.credentials })
  if (expected !== 200) return
  const { limit, policy } = limitOf(merged)
  expect([headers['ratelimit-limit'], headers['ratelimit-policy']]).toEqual([limit, policy])
  expect(
    ['server', 'x-powered-by', 'x-frame-options', 'x-set'].map((name) => headers[name]),
  ).toEqual(headersOf(merged))
}

/** A preflight carries no key, so no consumer's binding counts. */
function preflightOf(merged: Merged, origin: string, method: string, header: string) {
  if (!merged.has('cors')) return { status: isLocalAllowed(merged) ? 401 : 403 }
  if (!allows(merged.list('cors', 'origins'), origin))
    return { status: 403, reason: 'cors_origin_refused' }
  const methods = merged.list('cors', 'methods')
  if (!allows(methods.length > 0 ? methods : ['GET', 'HEAD', 'POST'], method))
    return { status: 403, reason: 'cors_method_refused' }
  if (
    !allows(
      merged.list('cors', 'headers').map((name) => name.toLowerCase()),
      header,
    )
  )
    return { status: 403, reason: 'cors_headers_refused' }
  return { status: 204 }
}

async function checkPreflight(world: World, api: string, turn: number) {
  const merged = mergedOn(world, api, null)
  const origin = ORIGINS[turn % ORIGINS.length] ?? ''
  const method = ['GET', 'PUT', 'POST'][turn % 3] ?? 'GET'
  const header = turn % 2 === 0 ? 'x-api-key' : 'x-other'
  const { status, headers, reason } = await send('OPTIONS', `/${world.tenant}-${api}/v1/x`, {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': header,
  })
  const expected = preflightOf(merged, origin, method, header)
  expect({ status, ...(expected.reason !== undefined && { reason }) }).toEqual(expected)
  if (expected.status !== 204) return
  const maxAge = merged.number('cors', 'max_age')
  expect({
    origin: headers['access-control-allow-origin'],
    credentials: headers['access-control-allow-credentials'],
    maxAge: headers['access-control-max-age'],
  }).toEqual({
    ...corsOf(merged, origin),
    maxAge: maxAge === undefined ? undefined : String(maxAge),
  })
}

/** Says what differs, or nothing. */
async function differenceIn(world: World, index: number): Promise<unknown> {
  try {
    await checkCall(world, 'api-a', 'consumer-x', index % 60)
    await checkCall(world, 'api-b', 'consumer-y', (index * 7) % 60)
    await checkPreflight(world, 'api-a', index)
    return undefined
  } catch (error) {
    return { set: index, seed: SEED, policies: world.policies, error }
  }
}

it(`the gateway answers as the pure rule predicts, in ${SETS} generated policy sets`, async () => {
  const worlds = fc.sample(anySet, { numRuns: SETS, seed: SEED }).map(worldOf)
  await rig.push(worlds.flatMap(entitiesOf))
  const queue = worlds.entries()
  const differences: unknown[] = []
  const work = async () => {
    for (const [index, world] of queue) {
      const difference = await differenceIn(world, index)
      if (difference !== undefined) differences.push(difference)
    }
  }
  await Promise.all(Array.from({ length: 8 }, work))
  expect(differences).toEqual([])
}, 30_000)
