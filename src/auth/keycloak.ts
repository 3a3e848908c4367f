/** keycloak-js with the settings that were measured (security.md 0.2, 5.4): tokens in memory, no iframe, never `onLoad`. */

import Keycloak from 'keycloak-js'

import { limitTokenCalls } from './token-timeout'

/** The part of keycloak-js that the session uses; the tests have a fake of it. */
export type KeycloakPort = Pick<
  Keycloak,
  | 'init'
  | 'login'
  | 'logout'
  | 'register'
  | 'createLoginUrl'
  | 'updateToken'
  | 'clearToken'
  | 'isTokenExpired'
  | 'authenticated'
> & {
  token?: string | undefined
  subject?: string | undefined
  onAuthLogout?: (() => void) | undefined
  onTokenExpired?: (() => void) | undefined
}

export interface KeycloakAddress {
  url: string
  realm: string
  clientId: string
}

/** Where Keycloak sends people back to; registered there to the letter. */
export const CALLBACK_PATH = '/auth/callback'

export const callbackUrl = (): string => window.location.origin + CALLBACK_PATH

/** The token endpoint, as keycloak-js spells it. */
export const tokenEndpoint = ({ url, realm }: KeycloakAddress): string =>
  `${url}/realms/${encodeURIComponent(realm)}/protocol/openid-connect/token`

let isLimited = false

/** A fresh adapter. One instance reads one callback, so a second sign-in needs a second one. */
export function createKeycloak(address: KeycloakAddress): KeycloakPort {
  if (!isLimited) limitTokenCalls(tokenEndpoint(address))
  isLimited = true
  return new Keycloak({ ...address })
}

/** Starts an adapter: reads the callback in the page's address, if there is one, and asks nothing of anybody otherwise. */
export function initialize(keycloak: KeycloakPort): Promise<boolean> {
  return keycloak.init({
    checkLoginIframe: false,
    pkceMethod: 'S256',
    responseMode: 'fragment',
    redirectUri: callbackUrl(),
    logoutMethod: 'POST',
    enableLogging: false,
  })
}
