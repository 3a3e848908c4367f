/** Keycloak's registration, for the portal. Its adapter is loaded on the click, so that the catalog does not carry it. */

import { identityAnswers } from '~/api/health'
import { config } from '~/config/config'

/** Goes to the registration page. @returns false when Keycloak does not answer, and nothing happens */
export async function signUp(): Promise<boolean> {
  if (!(await identityAnswers())) return false
  const { callbackUrl, createKeycloak, initialize } = await import('~/auth/keycloak')
  const keycloak = createKeycloak(config().keycloak)
  await initialize(keycloak)
  await keycloak.register({ redirectUri: callbackUrl() })
  return true
}
