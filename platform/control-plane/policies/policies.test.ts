import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'
import { startTestControlPlane } from '../test/control-plane.ts'
import { consumerBody, contractBody, make, policyBody, unique } from '../test/seed.ts'

let plane: TestControlPlane
let call: TestControlPlane['call']

beforeAll(async () => {
  plane = await startTestControlPlane()
  call = await plane.as({ roles: ['tenant-admin'], tenant: 'default' })
})
afterAll(() => plane.stop())

const PATH = '/v1/admin/policies'
const patch = (id: string, body: unknown) => call(`${PATH}/${id}`, { method: 'PATCH', body })
const create = (policy_type: string, config: unknown) =>
  call(PATH, { body: policyBody('default', { policy_type, config }) })

describe('a policy', () => {
  it("is the runbook's body with its defaults", async () => {
    const reply = await call(PATH, { body: policyBody('default') })
    expect(reply.status).toBe(201)
    expect(reply.body).toMatchObject({
      policy_type: 'rate_limit',
      scope: 'api',
      config: { requests_per_minute: 100, burst: 10 },
      priority: 100,
      enabled: true,
      binding_count: 0,
      etag: '"1"',
    })
  })

  it('has a burst of one minute when none is given', async () => {
    const { body } = await create('rate_limit', { requests_per_minute: 60 })
    expect(body.config).toEqual({ requests_per_minute: 60, burst: 60 })
  })

  it.each([
    ['rate_limit', { requests_per_minute: 0 }, ['/config/requests_per_minute']],
    [
      'rate_limit',
      { requests_per_minute: '100', burst: 1.5 },
      ['/config/burst', '/config/requests_per_minute'],
    ],
    ['rate_limit', { burst: 1 }, ['/config/requests_per_minute']],
    ['rate_limit', { requests_per_minute: 1, speed: 9 }, ['/config/speed']],
    ['cors', { origins: [] }, ['/config/origins']],
    ['cors', { origins: ['https://a.b/path'] }, ['/config/origins/0']],
    ['cors', { origins: ['*'], methods: ['get'] }, ['/config/methods/0']],
    ['ip_filter', {}, ['/config']],
    ['ip_filter', { allow: ['10.0.0.0/8', '10.0.0.0/33'] }, ['/config/allow/1']],
    ['ip_filter', { deny: ['10.1'] }, ['/config/deny/0']],
    ['ip_filter', { deny: ['example.com'] }, ['/config/deny/0']],
    ['request_size', { max_bytes: 0 }, ['/config/max_bytes']],
    ['jwt_validation', { issuer: 'x', jwks_url: 'file:///etc/passwd' }, ['/config/jwks_url']],
    ['response_headers', { set: { 'X-A': 'a\r\nb' } }, ['/config/set/X-A']],
    ['response_headers', { remove: ['a b'] }, ['/config/remove/0']],
  ])('of the type %s refuses %j', async (type, config, pointers) => {
    const reply = await create(type, config)
    expect(reply.status).toBe(422)
    const found = reply.body.errors.map(({ pointer }: { pointer: string }) => pointer)
    expect(new Set(found)).toEqual(new Set(pointers))
  })

  it.each([
    [
      'cors',
      {
        origins: ['https://yourapp.com', 'http://localhost:3000'],
        methods: ['GET'],
        headers: ['X-API-Key'],
        max_age: 3600,
      },
    ],
    ['cors', { origins: ['https://yourapp.com'], credentials: true }],
    ['ip_filter', { allow: ['10.0.0.0/8', '2001:db8::/32', '192.168.1.7'] }],
    ['jwt_validation', { issuer: 'x', jwks_url: 'http://localhost:8080/certs' }],
    ['request_size', { max_bytes: 1024 }],
    ['jwt_validation', { issuer: 'https://issuer', jwks_url: 'https://issuer/certs' }],
    ['response_headers', { set: { 'X-Frame-Options': 'DENY' }, remove: ['Server'] }],
    ['of_the_future', { anything: { at: ['all'] } }],
  ])('of the type %s takes %j', async (type, config) => {
    const reply = await create(type, config)
    expect([reply.status, reply.body.config]).toEqual([201, config])
  })

  it('is changed by a merge patch that is checked after the merge', async () => {
    const { id } = await make(call, PATH, policyBody('default'))
    const changed = await patch(id, { config: { requests_per_minute: 500 }, priority: 5 })
    expect(changed.body).toMatchObject({
      config: { requests_per_minute: 500, burst: 10 },
      priority: 5,
      enabled: true,
    })
    const emptied = await patch(id, { config: { requests_per_minute: null } })
    expect(emptied.status).toBe(422)
    expect(emptied.body.errors[0].pointer).toBe('/config/requests_per_minute')
    const merge = { 'Content-Type': 'application/merge-patch+json' }
    const off = await call(`${PATH}/${id}`, {
      method: 'PATCH',
      body: { enabled: false },
      headers: merge,
    })
    expect(off.body.enabled).toBe(false)
  })

  it('has a name of its own', async () => {
    const body = policyBody('default')
    await make(call, PATH, body)
    const other = await make(call, PATH, policyBody('default'))
    const twice = await call(PATH, { body })
    const renamed = await patch(other.id, { name: body.name })
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([409, '/name'])
    expect([renamed.status, renamed.body.errors[0].pointer]).toEqual([409, '/name'])
  })
})

describe('bindings', () => {
  it('are made, listed, counted and removed', async () => {
    const policy = await make(call, PATH, policyBody('default'))
    const contract = await make(call, '/v1/contracts', contractBody('default'))
    const consumer = await make(call, '/v1/consumers/default', consumerBody())
    const bind = (body: unknown) => call(`${PATH}/bindings`, { body })
    const toApi = await bind({ policy_id: policy.id, contract_id: contract.id })
    const toConsumer = await bind({ policy_id: policy.id, consumer_id: consumer.id })
    expect(toApi.body.target_name).toBe('My Service API 1.0.0')
    expect(toConsumer.body.target_name).toBe('Acme Corp Integration')
    const twice = await bind({ policy_id: policy.id, contract_id: contract.id })
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([409, '/contract_id'])
    expect((await bind({ policy_id: policy.id })).status).toBe(422)
    const both = { policy_id: policy.id, contract_id: contract.id, consumer_id: consumer.id }
    expect((await bind(both)).status).toBe(422)
    expect((await call(`${PATH}/${policy.id}`)).body.binding_count).toBe(2)
    expect((await call(`${PATH}/${policy.id}/bindings`)).body).toMatchObject({ total: 2 })
    const unbind = () => call(`${PATH}/bindings/${toApi.body.id}`, { method: 'DELETE' })
    expect((await unbind()).status).toBe(204)
    expect((await unbind()).status).toBe(404)
    const trail = await call(`/v1/audit/default?resource_id=${policy.id}`)
    interface Row {
      action: string
      resource_name: string
      before: { target_name: string } | null
      after: { target_name: string } | null
    }
    const rows = (trail.body.items as Row[]).map(({ action, resource_name, before, after }) => [
      action,
      resource_name,
      (after ?? before)?.target_name,
    ])
    expect(rows).toContainEqual(['bind', policy['name'], 'Acme Corp Integration'])
    expect(rows).toContainEqual(['unbind', policy['name'], 'My Service API 1.0.0'])
    await call(`/v1/consumers/default/${consumer.id}`, { method: 'DELETE' })
    expect((await call(`${PATH}/${policy.id}`)).body.binding_count).toBe(0)
  })
})

describe('the effective policies', () => {
  it('name the winner of each value and the losers, and the plan beside them', async () => {
    const acme = await plane.as({ roles: ['tenant-admin'], tenant: 'acme' })
    const contract = await make(acme, '/v1/contracts', contractBody('acme'))
    const consumer = await make(acme, '/v1/consumers/acme', consumerBody())
    const plan = await make(acme, '/v1/plans/acme', {
      slug: 'gold',
      name: 'Gold',
      rate_limit_per_minute: 7,
    })
    await make(acme, '/v1/subscriptions', {
      consumer_id: consumer.id,
      api_id: contract.id,
      tenant_id: 'acme',
      plan_id: plan.id,
    })
    const limits = async (name: string, rpm: number, to?: Record<string, string>) => {
      const config = { requests_per_minute: rpm, burst: rpm }
      const { id } = await make(acme, PATH, policyBody('acme', { name, config }))
      if (to) await make(acme, `${PATH}/bindings`, { policy_id: id, ...to })
    }
    await limits('for-all', 100)
    await limits('for-the-api', 50, { contract_id: contract.id })
    await limits('for-the-consumer', 500, { consumer_id: consumer.id })
    const path = `${PATH}/effective?contract_id=${contract.id}`
    const of = async (query: string) => {
      const { body } = await acme(path + query)
      const [{ values }] = body.types
      const value = values.find(({ name }: { name: string }) => name === 'requests_per_minute')
      const losers = value.losers.map(({ policy_name }: { policy_name: string }) => policy_name)
      return { winner: value.winner.policy_name, losers, plan: body.plan?.slug }
    }
    expect(await of('')).toEqual({ winner: 'for-the-api', losers: ['for-all'], plan: undefined })
    expect(await of(`&consumer_id=${consumer.id}`)).toEqual({
      winner: 'for-the-consumer',
      losers: ['for-the-api', 'for-all'],
      plan: 'gold',
    })
  })
})

describe('the list of policies', () => {
  it('is filtered by type and state, and by the text of name and description', async () => {
    const mark = unique('seek')
    await make(
      call,
      PATH,
      policyBody('default', { description: `has ${mark} in it`, enabled: false }),
    )
    const total = async (query: string) =>
      (await call(`${PATH}?search=${mark}&${query}`)).body.total
    expect(await total('')).toBe(1)
    expect(await total('policy_type=rate_limit&enabled=false')).toBe(1)
    expect(await total('policy_type=cors')).toBe(0)
    expect(await total('enabled=true')).toBe(0)
    expect(await total('scope=api')).toBe(1)
    expect(await total('scope=gateway')).toBe(0)
  })
})
