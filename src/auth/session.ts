/**
 * The session behind one object: who is signed in, a token when one is needed, and what happens when it ends. Tokens live
 * in keycloak-js' memory and in no state, storage, key or log of ours.
 */

import { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'

import type { KeycloakAddress, KeycloakPort } from './keycloak'
import { CALLBACK_PATH, callbackUrl, createKeycloak, initialize } from './keycloak'
import { keepPlace, keptPlace, takePlace } from './return-to'
import { handOver, signInByWindow } from './sign-in-window'
import { allowSilentSignIn, maySignInSilently } from './silent-guard'
import type { TabMessage, Tabs } from './tabs'
import { TOKEN_TIMEOUT_MS } from './token-timeout'

export type SessionState =
  | { kind: 'starting' }
  /** `isLost`: Keycloak ended the session; the page stays, a dialog asks to sign in again. */
  | { kind: 'signed-in'; sub: string; isLost: boolean }
  | {
      kind: 'signed-out'
      reason: 'never' | 'left' | 'untold' | 'elsewhere' | 'refused'
      detail?: string
    }
  /** Keycloak does not answer, and without it nobody can sign in. `since` in milliseconds. */
  | { kind: 'identity-down'; since: number }
  /** This window only carried a sign-in to the page that opened it. */
  | { kind: 'handed-over' }

export interface SessionNeeds {
  address: KeycloakAddress
  create: () => KeycloakPort
  tabs: Tabs
  /** Does Keycloak answer? */
  probe: () => Promise<boolean>
  /** May Keycloak be asked for a session before anybody has clicked? A place that is open to all asks only whom it knows. */
  mayAsk?: () => boolean
  /** Is this path a page of ours, that a sign-in may return to? */
  isPage: (path: string) => boolean
  /** Forgets everything that belongs to the person who leaves. */
  forget: () => void
}

/** A token is renewed when it has less than this left, in seconds. */
const MIN_VALIDITY_S = 30
/** After a failed renewal, the next one waits this long: N calls must not become N attempts. */
const RENEWAL_PAUSE_MS = 2_000

export class Session {
  readonly #needs: SessionNeeds
  readonly #listeners = new Set<() => void>()
  #keycloak: KeycloakPort
  #state: SessionState = { kind: 'starting' }
  #isLeaving = false
  #renewalFailed: { at: number; failure: Failure } | undefined
  #window: AbortController | undefined

  constructor(needs: SessionNeeds) {
    this.#needs = needs
    this.#keycloak = this.#create()
  }

  /** An adapter that is watched from before its start: it sets its expiry timer for a token when it gets it, or never. */
  readonly #create = (): KeycloakPort => {
    const keycloak = this.#needs.create()
    keycloak.onAuthLogout = () => {
      if (keycloak === this.#keycloak) this.lose()
    }
    keycloak.onTokenExpired = () => {
      if (document.visibilityState === 'visible') this.refreshSoon()
    }
    return keycloak
  }

  readonly state = (): SessionState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #become(state: SessionState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }

  /** Finds out who is here: reads a callback, or tries one silent sign-in. Resolves when a page can be drawn. */
  async start(): Promise<void> {
    const { pathname, hash } = window.location
    this.#needs.tabs.listen((message) => this.#hear(message))
    const isCallback = pathname === CALLBACK_PATH && /[#&](code|error)=/.test(hash)
    if (isCallback && (await handOver(hash, this.#needs.tabs)))
      return this.#become({ kind: 'handed-over' })
    try {
      await initialize(this.#keycloak)
    } catch (error) {
      return this.#refuse(error)
    }
    if (this.#keycloak.authenticated) return this.#enter()
    if (isCallback) {
      this.#showPlace()
      return this.#become({ kind: 'signed-out', reason: 'never' })
    }
    if (this.#needs.mayAsk?.() === false)
      return this.#become({ kind: 'signed-out', reason: 'never' })
    keepPlace(window.location.pathname + window.location.search)
    await this.enterSilently()
  }

  /** Asks Keycloak for a session without a password, at most once in a while; leaves the page when it does. */
  async enterSilently(): Promise<void> {
    const since = this.#state.kind === 'identity-down' ? this.#state.since : Date.now()
    if (!(await this.#needs.probe())) return this.#become({ kind: 'identity-down', since })
    if (!maySignInSilently()) {
      // After an outage the page waits on, and offers its button: no redirect loop over a token endpoint that fails.
      if (this.#state.kind !== 'identity-down')
        this.#become({ kind: 'signed-out', reason: 'never' })
      return
    }
    // Never settles: the page leaves.
    await this.#keycloak.login({ prompt: 'none', redirectUri: callbackUrl() })
  }

  #refuse(error: unknown): void {
    this.#showPlace()
    const isRefusal = typeof error === 'object' && error !== null && 'error' in error
    if (!isRefusal) return this.#become({ kind: 'identity-down', since: Date.now() })
    this.#become({
      kind: 'signed-out',
      reason: 'refused',
      detail: String(error.error).slice(0, 200),
    })
  }

  /** The address bar names the page that was asked for, not the callback: a reload then asks for it again. */
  #showPlace(): void {
    const place = keptPlace(window.location.origin, this.#needs.isPage) ?? '/'
    window.history.replaceState(null, '', place)
  }

  #enter(): void {
    allowSilentSignIn()
    const sub = this.#keycloak.subject ?? ''
    const place = takePlace(window.location.origin, this.#needs.isPage) ?? '/'
    window.history.replaceState(null, '', place)
    this.#needs.tabs.tell({ type: 'signed-in', sub })
    this.#become({ kind: 'signed-in', sub, isLost: false })
  }

  /** Keeps the token fresh when the page comes back: visible again, online again, restored. */
  refreshSoon(): void {
    if (this.#state.kind === 'signed-in' && !this.#state.isLost)
      void this.token().catch(() => undefined)
  }

  /**
   * A token that is valid now.
   * @throws a Failure: `unauthenticated` when the session is over, `unreachable` or `timeout` when Keycloak is
   */
  async token(): Promise<string | undefined> {
    if (this.#state.kind !== 'signed-in') return undefined
    return this.#renewed(MIN_VALIDITY_S)
  }

  /** Another token than the refused one; undefined when there is none to be had. Parallel callers share one renewal. */
  async renew(refused: string): Promise<string | undefined> {
    const held = this.#keycloak.token
    // Somebody else's renewal came first.
    if (held && held !== refused) return held
    try {
      return await this.#renewed(-1)
    } catch (error) {
      if (error instanceof Failure && error.kind !== 'unauthenticated') throw error
      return undefined
    }
  }

  /** Asks for a token anew although the held one is good: a role that was given meanwhile stands only in a new one. */
  async renewRights(): Promise<void> {
    if (this.#state.kind === 'signed-in') await this.#renewed(-1)
  }

  async #renewed(minValidity: number): Promise<string> {
    const { address } = this.#needs
    const isForced = minValidity === -1
    const failed = this.#renewalFailed
    if (this.#keycloak.token && failed && Date.now() - failed.at < RENEWAL_PAUSE_MS)
      return this.#stillValid(isForced, failed.failure)
    try {
      await this.#keycloak.updateToken(minValidity)
      this.#renewalFailed = undefined
    } catch (error) {
      if (!this.#keycloak.token) throw signedOut()
      const isTimeout = error instanceof DOMException && error.name === 'TimeoutError'
      const failure = new Failure(
        isTimeout
          ? {
              kind: 'timeout',
              message: m.errors_identity_timeout({
                address: address.url,
                seconds: TOKEN_TIMEOUT_MS / 1000,
              }),
            }
          : {
              kind: 'unreachable',
              message: m.errors_identity_unreachable({ address: address.url }),
            },
      )
      this.#renewalFailed = { at: Date.now(), failure }
      return this.#stillValid(isForced, failure)
    }
    // A token answer without a token resolves, too (security.md 0.2): nothing may be sent then.
    if (!this.#keycloak.token) {
      this.lose()
      throw signedOut()
    }
    return this.#keycloak.token
  }

  /** The held token while it lasts; the failure after that, or when it was this token that was refused. */
  #stillValid(isForced: boolean, failure: Failure): string {
    const { token } = this.#keycloak
    if (!token || isForced || this.#keycloak.isTokenExpired(0)) throw failure
    return token
  }

  /** The session is over while a page is open: the page stays, and the dialog is shown. */
  readonly lose = (): void => {
    if (this.#state.kind === 'signed-in' && !this.#isLeaving && !this.#state.isLost)
      this.#become({ ...this.#state, isLost: true })
  }

  /** Goes to Keycloak's sign-in page and comes back to this place. */
  async login(): Promise<void> {
    if (this.#state.kind === 'signed-in')
      keepPlace(window.location.pathname + window.location.search)
    await this.#keycloak.login({ redirectUri: callbackUrl() })
  }

  /** Goes to Keycloak's registration page. */
  async register(): Promise<void> {
    await this.#keycloak.register({ redirectUri: callbackUrl() })
  }

  /**
   * Signs in again in a window of its own, so that the page stays as it is; without a window, by leaving the page.
   * @throws when the code could not be exchanged
   */
  async signInAgain(): Promise<void> {
    this.#window?.abort()
    this.#window = new AbortController()
    const { tabs } = this.#needs
    const keycloak = await signInByWindow(this.#create, tabs, this.#window.signal)
    if (!keycloak) return this.login()
    if (!keycloak.authenticated) throw signedOut()
    const before = this.#state
    const sub = keycloak.subject ?? ''
    this.#keycloak = keycloak
    tabs.tell({ type: 'signed-in', sub })
    if (before.kind === 'signed-in' && before.sub !== sub) return this.#startAfresh()
    this.#become({ kind: 'signed-in', sub, isLost: false })
  }

  /** Ends the session here, in the other tabs and at Keycloak. */
  async logout(): Promise<void> {
    this.#isLeaving = true
    this.#needs.forget()
    this.#needs.tabs.tell({ type: 'signed-out' })
    if (await this.#needs.probe()) {
      await this.#keycloak.logout({ redirectUri: `${window.location.origin}/` })
      return
    }
    this.#leave('untold')
  }

  #leave(reason: 'untold' | 'elsewhere'): void {
    this.#isLeaving = true
    this.#keycloak.clearToken()
    this.#needs.forget()
    window.history.replaceState(null, '', '/')
    this.#become({ kind: 'signed-out', reason })
  }

  /** Somebody else is signed in: nothing of the last person may stay, so the page starts anew. */
  #startAfresh(): void {
    this.#isLeaving = true
    this.#keycloak.clearToken()
    this.#needs.forget()
    window.location.replace('/')
  }

  #hear(message: TabMessage): void {
    const state = this.#state
    if (message.type === 'signed-out' && state.kind === 'signed-in') return this.#leave('elsewhere')
    if (message.type !== 'signed-in') return
    if (state.kind === 'signed-in' && state.sub !== message.sub) return this.#startAfresh()
    if (state.kind === 'signed-out' || state.kind === 'identity-down')
      void this.enterSilently().catch(() => undefined)
  }
}

function signedOut(): Failure {
  return new Failure({ kind: 'unauthenticated', status: 401, message: m.errors_signed_out() })
}

let current: Session | undefined

/** Makes the session of this page; called once, in main. */
export function createSession(needs: Omit<SessionNeeds, 'create'>): Session {
  current = new Session({ ...needs, create: () => createKeycloak(needs.address) })
  return current
}

/**
 * The session of this page.
 * @throws before {@link createSession}
 */
export function session(): Session {
  if (!current) throw new Error('The session is asked for before it is made')
  return current
}
