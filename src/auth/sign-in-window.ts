/**
 * Signing in again without leaving the page: Keycloak opens in a window of its own, comes back to the callback there, and
 * that window hands its one-time code to the page that asked. Only the asking page holds the PKCE verifier's state and
 * exchanges the code; no token ever travels between windows.
 */

import type { KeycloakPort } from './keycloak'
import { callbackUrl, initialize } from './keycloak'
import type { Tabs } from './tabs'

/** The state parameter of the sign-in that a window was opened for: by it the callback knows that it is in that window. */
const KEY = 'stoa-sign-in-window'
const HANDOVER_MS = 2_000
const FEATURES = 'popup,width=520,height=720'

function stateOf(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('state')
}

function isForWindow(state: string): boolean {
  try {
    return localStorage.getItem(KEY) === state
  } catch {
    return false
  }
}

/**
 * In the callback: gives the code to the page that opened this window.
 * @returns false when this is an ordinary sign-in, or nobody took the code
 */
export async function handOver(fragment: string, tabs: Tabs): Promise<boolean> {
  const state = stateOf(fragment)
  if (!state || !isForWindow(state)) return false
  localStorage.removeItem(KEY)
  return new Promise((resolve) => {
    const settle = (isTaken: boolean) => {
      stop()
      clearTimeout(timer)
      resolve(isTaken)
    }
    const stop = tabs.listen((message) => {
      if (message.type === 'callback-taken' && message.state === state) settle(true)
    })
    const timer = setTimeout(() => settle(false), HANDOVER_MS)
    tabs.tell({ type: 'callback', state, fragment: fragment.replace(/^#/, '') })
  })
}

/** Waits for the callback of one sign-in window. Ended by the signal, when another attempt takes its place. */
function callbackFor(state: string, tabs: Tabs, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const stop = tabs.listen((message) => {
      if (message.type !== 'callback' || message.state !== state) return
      stop()
      tabs.tell({ type: 'callback-taken', state })
      resolve(message.fragment)
    })
    signal.addEventListener('abort', () => {
      stop()
      reject(signal.reason)
    })
  })
}

/** Lets a fresh adapter read a callback that came from elsewhere, and leaves the page's address as it was. */
async function exchange(keycloak: KeycloakPort, fragment: string): Promise<void> {
  const here = window.location.href
  window.history.replaceState(window.history.state, '', `#${fragment}`)
  try {
    await initialize(keycloak)
  } finally {
    window.history.replaceState(window.history.state, '', here)
  }
}

/**
 * Opens the sign-in window and waits for the new session. Must be called in a click, or the browser opens nothing.
 * @param create makes a fresh adapter
 * @returns an adapter with tokens; undefined when the browser allowed no window
 * @throws when the signal is aborted or the code could not be exchanged
 */
export async function signInByWindow(
  create: () => KeycloakPort,
  tabs: Tabs,
  signal: AbortSignal,
): Promise<KeycloakPort | undefined> {
  const opened = window.open('', '_blank', FEATURES)
  if (!opened) return undefined
  const asking = create()
  await initialize(asking)
  const url = await asking.createLoginUrl({ redirectUri: callbackUrl() })
  const state = new URL(url).searchParams.get('state') ?? ''
  localStorage.setItem(KEY, state)
  const callback = callbackFor(state, tabs, signal)
  opened.location.replace(url)
  const fragment = await callback
  const signedIn = create()
  await exchange(signedIn, fragment)
  return signedIn
}
