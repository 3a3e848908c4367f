import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { TestControlPlane } from './control-plane.ts'
import { startTestControlPlane } from './control-plane.ts'
import type { TokenOptions } from './issuer.ts'
import { consumerBody, contractBody, policyBody, unique } from './seed.ts'

let plane: TestControlPlane

beforeAll(async () => {
  plane = await startTestControlPlane()
})
afterAll(() => plane.stop())

describe('the token', () => {
  const faults: [string, TokenOptions, RegExp][] = [
    ['expired', { expiresIn: -60 }, /expired/],
    ['from another issuer', { issuer: 'http://elsewhere/realms/stoa' }, /another issuer/],
    ['for another audience', { audience: 'account' }, /audience/],
    ['an ID token', { claims: { typ: 'ID' } }, /not an access token/],
    ['signed by a key that is not published', { keyId: 'unknown' }, /does not know/],
    ['without a subject', { claims: { sub: '' } }, /subject/],
  ]

  it.each(faults)(
    'is refused when it is %s, and the sentence says so',
    async (_, options, sentence) => {
      const token = await plane.issuer.token({ roles: ['viewer'], tenant: 'default', ...options })
      const reply = await plane.call('/v1/me', { token })
      expect(reply.status).toBe(401)
      expect(reply.body.detail).toMatch(sentence)
      expect(reply.headers.get('www-authenticate')).toBe(
        'Bearer realm="stoa", error="invalid_token"',
      )
    },
  )

  it('is refused when the signature is another one', async () => {
    const token = await plane.issuer.forged({ roles: ['cpi-admin'] })
    const reply = await plane.call('/v1/me', { token })
    expect(reply.status).toBe(401)
    expect(reply.body.detail).toMatch(/signature/)
  })

  it('is refused when it claims to need no signature', async () => {
    const [, payload] = (await plane.issuer.token({ roles: ['cpi-admin'] })).split('.')
    const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
    const reply = await plane.call('/v1/me', { token: `${header}.${payload}.AA` })
    expect(reply.status).toBe(401)
  })

  it('is asked for in words when none is sent', async () => {
    const reply = await plane.call('/v1/contracts')
    expect(reply.status).toBe(401)
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="stoa"')
    expect(reply.body.detail).toMatch(/No access token/)
  })

  it('may be up to 30 seconds past its end', async () => {
    const token = await plane.issuer.token({ expiresIn: -15 })
    expect((await plane.call('/v1/me', { token })).status).toBe(200)
  })

  it('cannot be checked while the issuer is down: 503, not 401', async () => {
    const alone = await startTestControlPlane()
    try {
      const token = await alone.issuer.token({ roles: ['viewer'], tenant: 'default' })
      await alone.issuer.goDown()
      const reply = await alone.call('/v1/me', { token })
      expect(reply.status).toBe(503)
      expect(reply.headers.get('retry-after')).toBe('5')
      expect((await alone.call('/health')).status).toBe(200)
      const ready = await alone.call('/health/ready')
      expect([ready.status, ready.body.status]).toEqual([200, 'degraded'])
    } finally {
      await alone.stop()
    }
  })
})

describe('roles', () => {
  const writes: [string, string, unknown][] = [
    ['contracts:write', '/v1/contracts', () => contractBody('default')],
    ['policies:write', '/v1/admin/policies', () => policyBody('default')],
    ['consumers:write', '/v1/consumers/default', () => consumerBody()],
    ['plans:write', '/v1/plans/default', () => ({ slug: unique('plan'), name: 'Plan' })],
  ]
  const may: Record<string, string[]> = {
    viewer: [],
    devops: ['contracts:write', 'policies:write'],
    'tenant-admin': writes.map(([permission]) => permission),
    'cpi-admin': writes.map(([permission]) => permission),
  }
  const cells = Object.keys(may).flatMap((role) =>
    writes.map(([permission, path, body]) => ({ role, permission, path, body })),
  )

  it.each(cells)('$role and $permission', async ({ role, permission, path, body }) => {
    const call = await plane.as({ roles: [role], tenant: 'default' })
    const reply = await call(path, { body: (body as () => unknown)() })
    const allowed = Object.keys(may).filter((one) => may[one]?.includes(permission))
    const refusal = {
      status: 403,
      detail: `The action ${permission} needs one of the roles ${allowed.join(', ')}; your roles: ${role}.`,
      required_roles: allowed,
    }
    expect(reply.status).toBe(allowed.includes(role) ? 201 : 403)
    expect(reply.body).toMatchObject(allowed.includes(role) ? { etag: '"1"' } : refusal)
  })

  it('of a viewer read everything of the tenant', async () => {
    const call = await plane.as({ roles: ['viewer'], tenant: 'default' })
    const paths = [
      '/v1/contracts',
      '/v1/admin/policies',
      '/v1/consumers/default',
      '/v1/subscriptions/tenant/default',
      '/v1/plans/default',
    ]
    for (const path of paths) expect([path, (await call(path)).status]).toEqual([path, 200])
  })

  it('that are not ours open nothing but /v1/me', async () => {
    const call = await plane.as({ roles: ['offline_access'], tenant: 'default' })
    const me = await call('/v1/me')
    expect(me.body).toMatchObject({ roles: [], permissions: [], tenants: [] })
    expect((await call('/v1/contracts')).status).toBe(403)
  })

  it('of a tenant that does not exist open nothing', async () => {
    const call = await plane.as({ roles: ['tenant-admin'], tenant: 'ghost' })
    expect((await call('/v1/contracts')).status).toBe(403)
    expect((await call('/v1/consumers/ghost')).status).toBe(403)
  })

  it('are told by /v1/me', async () => {
    const call = await plane.as({ roles: ['devops'], tenant: 'acme', claims: { email: 'a@b.c' } })
    const { body } = await call('/v1/me')
    expect(body).toMatchObject({ tenant_id: 'acme', roles: ['devops'], email: 'a@b.c' })
    expect(body.tenants).toEqual([{ id: 'acme', name: 'Acme' }])
    expect(body.permissions).toContain('contracts:write')
    expect(body.permissions).not.toContain('consumers:write')
  })
})
