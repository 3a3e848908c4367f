import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { KeycloakPort } from './keycloak'
import { Session } from './session'
import type { SessionNeeds } from './session'
import type { TabMessage } from './tabs'

/** As keycloak-js behaves where it was measured: parallel refreshes share one call, a 400 clears the token and fires. */
class FakeKeycloak {
  token: string | undefined
  subject: string | undefined
  authenticated = false
  onAuthLogout?: () => void
  onTokenExpired?: () => void
  isExpired = false
  calls = 0
  #renewal: Promise<boolean> | undefined
  answer: () => Promise<string | undefined> = () => Promise.resolve(`token-${this.calls}`)
  init = vi.fn<KeycloakPort['init']>(() => Promise.resolve(this.authenticated))
  login = vi.fn<KeycloakPort['login']>(() => Promise.resolve())
  logout = vi.fn<KeycloakPort['logout']>(() => Promise.resolve())
  register = vi.fn<KeycloakPort['register']>(() => Promise.resolve())
  createLoginUrl = vi.fn<KeycloakPort['createLoginUrl']>(() =>
    Promise.resolve('http://id.test/auth?state=s1'),
  )

  signIn(sub: string) {
    Object.assign(this, { token: 'token-0', subject: sub, authenticated: true })
    return this
  }
  isTokenExpired() {
    return this.isExpired
  }
  clearToken() {
    if (!this.token) return
    this.token = undefined
    this.authenticated = false
    this.onAuthLogout?.()
  }
  updateToken = vi.fn<KeycloakPort['updateToken']>((minValidity) => {
    if (minValidity !== -1 && !this.isExpired) return Promise.resolve(false)
    this.#renewal ??= this.#renew().finally(() => (this.#renewal = undefined))
    return this.#renewal
  })
  async #renew() {
    this.calls += 1
    this.token = await this.answer()
    this.isExpired = false
    return true
  }
}

const refused = () => new Error('400')

function setUp(keycloak = new FakeKeycloak()) {
  const heard = new Set<(message: TabMessage) => void>()
  const told: TabMessage[] = []
  const needs = {
    address: { url: 'http://id.test', realm: 'stoa', clientId: 'console' },
    create: () => keycloak,
    tabs: {
      tell: (message: TabMessage) => void told.push(message),
      listen: (listener: (message: TabMessage) => void) => {
        heard.add(listener)
        return () => heard.delete(listener)
      },
    },
    probe: vi.fn<() => Promise<boolean>>(() => Promise.resolve(true)),
    isPage: (path: string) => path.startsWith('/t/'),
    forget: vi.fn<() => void>(),
  } satisfies SessionNeeds
  const session = new Session(needs)
  const hear = (message: TabMessage) => heard.forEach((listener) => listener(message))
  return { keycloak, needs, session, told, hear }
}

async function signedIn() {
  const all = setUp(new FakeKeycloak().signIn('ada'))
  await all.session.start()
  return all
}

beforeEach(() => {
  sessionStorage.clear()
  window.history.replaceState(null, '', '/t/a/apis?search=x')
})

describe('the start', () => {
  it('tries once silently, with the place kept, and leaves the page', async () => {
    const { keycloak, session } = setUp()
    await session.start()
    expect(keycloak.login).toHaveBeenCalledWith(
      expect.objectContaining({
        prompt: 'none',
        redirectUri: 'http://localhost:3000/auth/callback',
      }),
    )
    expect(sessionStorage.getItem('stoa-return-to')).toBe('/t/a/apis?search=x')
  })

  it('watches the expiry of the very first token: keycloak-js sets its timer inside init', async () => {
    const keycloak = new FakeKeycloak().signIn('ada')
    const watched: unknown[] = []
    keycloak.init.mockImplementation(() => {
      watched.push(keycloak.onTokenExpired, keycloak.onAuthLogout)
      return Promise.resolve(true)
    })
    const { session } = setUp(keycloak)
    await session.start()
    expect(watched).toEqual([expect.any(Function), expect.any(Function)])
    keycloak.isExpired = true
    keycloak.onTokenExpired?.()
    await vi.waitFor(() => expect(keycloak.calls).toBe(1))
  })

  it('offers the sign-in page when the silent try was just made: never a loop', async () => {
    await setUp().session.start()
    const { keycloak, session } = setUp()
    await session.start()
    expect(keycloak.login).not.toHaveBeenCalled()
    expect(session.state()).toEqual({ kind: 'signed-out', reason: 'never' })
  })

  it('says that Keycloak is down, keeps since when, and goes on when it is back', async () => {
    const { keycloak, needs, session } = setUp()
    needs.probe.mockResolvedValue(false)
    await session.start()
    const down = session.state()
    expect(down.kind).toBe('identity-down')
    await session.enterSilently()
    expect(session.state()).toEqual(down)
    needs.probe.mockResolvedValue(true)
    await session.enterSilently()
    expect(keycloak.login).toHaveBeenCalledOnce()
  })

  it('comes back to the kept place and tells the other tabs who is in', async () => {
    sessionStorage.setItem('stoa-return-to', '/t/b/policies')
    const { session, told } = await signedIn()
    expect(session.state()).toEqual({ kind: 'signed-in', sub: 'ada', isLost: false })
    expect(window.location.pathname).toBe('/t/b/policies')
    expect(told).toEqual([{ type: 'signed-in', sub: 'ada' }])
  })

  it('shows the refusal of Keycloak, and no callback parameters in the address', async () => {
    window.history.replaceState(null, '', '/auth/callback#error=access_denied&state=x')
    const { keycloak, session } = setUp()
    keycloak.init.mockRejectedValue({ error: 'access_denied', error_description: 'x' })
    await session.start()
    expect(session.state()).toEqual({
      kind: 'signed-out',
      reason: 'refused',
      detail: 'access_denied',
    })
    expect(window.location.pathname + window.location.hash).toBe('/')
  })
})

describe('a token', () => {
  it('is asked for once by 20 refused calls', async () => {
    const { keycloak, session } = await signedIn()
    const tokens = await Promise.all(Array.from({ length: 20 }, () => session.renew('token-0')))
    expect(keycloak.calls).toBe(1)
    expect(new Set(tokens)).toEqual(new Set(['token-1']))
    // A late one: its token has been replaced already.
    expect(await session.renew('token-0')).toBe('token-1')
    expect(keycloak.calls).toBe(1)
  })

  it('is used while it lasts when Keycloak cannot renew it, and is a Failure that names Keycloak after that', async () => {
    const { keycloak, session } = await signedIn()
    keycloak.updateToken.mockRejectedValue(new TypeError('Failed to fetch'))
    expect(await session.token()).toBe('token-0')
    keycloak.isExpired = true
    await expect(session.token()).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('http://id.test'),
    })
    expect(session.state()).toMatchObject({ isLost: false })
  })

  it('is not asked for again at once after a failed renewal', async () => {
    const { keycloak, session } = await signedIn()
    keycloak.updateToken.mockRejectedValue(new DOMException('late', 'TimeoutError'))
    keycloak.isExpired = true
    await expect(session.token()).rejects.toMatchObject({ kind: 'timeout' })
    await expect(session.token()).rejects.toMatchObject({ kind: 'timeout' })
    expect(keycloak.updateToken).toHaveBeenCalledOnce()
  })

  it('that never came, although the answer was 200, is a lost session', async () => {
    const { keycloak, session } = await signedIn()
    keycloak.isExpired = true
    keycloak.answer = () => Promise.resolve(undefined)
    await expect(session.token()).rejects.toMatchObject({ kind: 'unauthenticated' })
    expect(session.state()).toMatchObject({ kind: 'signed-in', isLost: true })
  })

  it('of a revoked session opens the dialog and keeps the page', async () => {
    const { keycloak, session } = await signedIn()
    keycloak.isExpired = true
    keycloak.answer = () => {
      keycloak.clearToken()
      return Promise.reject(refused())
    }
    await expect(session.token()).rejects.toMatchObject({ kind: 'unauthenticated' })
    expect(session.state()).toEqual({ kind: 'signed-in', sub: 'ada', isLost: true })
    expect(keycloak.login).not.toHaveBeenCalled()
  })
})

describe('the end', () => {
  it('forgets, tells the other tabs, and posts to Keycloak', async () => {
    const { keycloak, needs, session, told } = await signedIn()
    await session.logout()
    expect(needs.forget).toHaveBeenCalled()
    expect(told).toContainEqual({ type: 'signed-out' })
    expect(keycloak.logout).toHaveBeenCalledWith({ redirectUri: 'http://localhost:3000/' })
  })

  it('ends here although Keycloak does not answer, and says so', async () => {
    const { keycloak, needs, session } = await signedIn()
    needs.probe.mockResolvedValue(false)
    await session.logout()
    expect(keycloak.token).toBeUndefined()
    expect(session.state()).toEqual({ kind: 'signed-out', reason: 'untold' })
  })

  it('in another tab ends here: no token, no data, no dialog', async () => {
    const { keycloak, needs, session, hear } = await signedIn()
    hear({ type: 'signed-out' })
    expect(keycloak.token).toBeUndefined()
    expect(needs.forget).toHaveBeenCalled()
    expect(session.state()).toEqual({ kind: 'signed-out', reason: 'elsewhere' })
    expect(await session.token()).toBeUndefined()
    expect(window.location.pathname).toBe('/')
  })

  it('comes when somebody else signs in elsewhere: nothing of the last person stays', async () => {
    const { keycloak, needs, hear } = await signedIn()
    hear({ type: 'signed-in', sub: 'ada' })
    expect(keycloak.token).toBe('token-0')
    hear({ type: 'signed-in', sub: 'eve' })
    expect(keycloak.token).toBeUndefined()
    expect(needs.forget).toHaveBeenCalled()
  })
})
