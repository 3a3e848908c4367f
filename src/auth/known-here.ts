/** Whether somebody was signed in at the portal in this browser: only then is Keycloak asked without a click. Never who, and no token. */

const KEY = 'stoa-portal-known'

/** Was somebody signed in here, who has not signed out? */
export function isKnownHere(): boolean {
  try {
    return localStorage.getItem(KEY) !== null
  } catch {
    return false
  }
}

/** Notes a sign-in, or that it is over. */
export function setKnownHere(isKnown: boolean): void {
  try {
    if (isKnown) localStorage.setItem(KEY, '1')
    else localStorage.removeItem(KEY)
  } catch {
    // Without storage the next visit begins signed out.
  }
}
