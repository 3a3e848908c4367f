import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { endedSessions } from '../core/ended-sessions.ts'
import type { TestControlPlane } from './control-plane.ts'
import { startTestControlPlane } from './control-plane.ts'
import type { TokenOptions } from './issuer.ts'

const EVENT = { 'http://schemas.openid.net/event/backchannel-logout': {} }
const VIEWER: TokenOptions = { roles: ['viewer'], tenant: 'default' }

let plane: TestControlPlane

beforeAll(async () => {
  plane = await startTestControlPlane()
})
afterAll(() => plane.stop())

const accessOf = (claims: TokenOptions['claims']) =>
  plane.issuer.token({ ...VIEWER, claims: { ...claims } })
const logoutOf = (claims: TokenOptions['claims'], more: TokenOptions = {}) =>
  plane.issuer.token({
    audience: 'stoa-console',
    ...more,
    claims: { typ: 'Logout', jti: crypto.randomUUID(), events: EVENT, ...claims },
  })
const tell = (token: string) =>
  plane.call('/internal/backchannel-logout', {
    method: 'POST',
    body: `logout_token=${token}`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  })
const statusWith = async (token: string) => (await plane.call('/v1/me', { token })).status

describe('a session that the issuer has ended', () => {
  it('takes its access token along at once, and no other', async () => {
    const [mine, other] = [await accessOf({ sid: 's-1' }), await accessOf({ sid: 's-2' })]
    expect(await statusWith(mine)).toBe(200)
    expect((await tell(await logoutOf({ sid: 's-1' }))).status).toBe(200)
    const refused = await plane.call('/v1/me', { token: mine })
    expect(refused.status).toBe(401)
    expect(refused.body.detail).toMatch(/session .* was ended/)
    expect(await statusWith(other)).toBe(200)
  })

  it('is remembered over a restart', async () => {
    await tell(await logoutOf({ sid: 's-3' }))
    const again = await endedSessions(plane.services.db)
    expect(again.has({ sid: 's-3' })).toBe(true)
    expect(again.has({ sid: 's-4' })).toBe(false)
  })

  it('is forgotten when no token of it can still be valid', async () => {
    let now = new Date()
    const list = await endedSessions(plane.services.db, () => now)
    await list.note({ sid: 'old' })
    now = new Date(now.getTime() + 16 * 60_000)
    await list.note({ sid: 'new' })
    expect([list.has({ sid: 'old' }), list.has({ sid: 'new' })]).toEqual([false, true])
    expect((await endedSessions(plane.services.db)).has({ sid: 'old' })).toBe(false)
  })

  it('may be all those of a person, up to that moment', async () => {
    const list = await endedSessions(plane.services.db)
    const at = Math.floor(Date.now() / 1000)
    await list.note({ sub: 'ada', at: new Date(at * 1000) })
    expect(list.has({ sub: 'ada', sid: 'x', iat: at })).toBe(true)
    expect(list.has({ sub: 'ada', sid: 'y', iat: at + 1 })).toBe(false)
    expect(list.has({ sub: 'bob', sid: 'z', iat: at - 1 })).toBe(false)
  })
})

describe('a logout token', () => {
  it.each<[string, () => Promise<string>]>([
    [
      'signed by somebody else',
      () => plane.issuer.forged({ claims: { jti: '1', events: EVENT, sid: 's-9' } }),
    ],
    ['of another issuer', () => logoutOf({ sid: 's-9' }, { issuer: 'http://elsewhere' })],
    ['without the event, as an ID token is', () => logoutOf({ sid: 's-9', events: {} })],
    ['with a nonce', () => logoutOf({ sid: 's-9', nonce: 'n' })],
    ['that names nobody', () => logoutOf({ sub: '' })],
    ['that is none', () => Promise.resolve('abc')],
  ])('%s is refused and ends nothing', async (_, make) => {
    expect((await tell(await make())).status).toBe(400)
    expect(await statusWith(await accessOf({ sid: 's-9' }))).toBe(200)
  })
})
