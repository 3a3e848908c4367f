/** The way to an account at the portal. Keycloak's adapter is loaded on the click, so that the catalog does not carry it. */

import { identityAnswers } from '~/api/health'
import { config } from '~/config/config'

import { keepPlace } from './return-to'

export type Entry = 'login' | 'register'

/** Goes to Keycloak's page and comes back to this place. @returns false when Keycloak does not answer, and nothing happens */
export async function enterPortal(entry: Entry): Promise<boolean> {
  if (!(await identityAnswers())) return false
  const { callbackUrl, createKeycloak, initialize } = await import('./keycloak')
  const keycloak = createKeycloak(config().keycloak)
  await initialize(keycloak)
  keepPlace(window.location.pathname + window.location.search)
  await keycloak[entry]({ redirectUri: callbackUrl() })
  return true
}
