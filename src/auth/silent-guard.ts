/** At most one `prompt=none` round trip a tab and 30 seconds, so that no misconfiguration can make a redirect loop (security.md T2). */

const KEY = 'stoa-silent-at'
const PAUSE_MS = 30_000

/** May a silent sign-in be tried now? Saying yes starts the pause. Without storage there is no guard, so no. */
export function maySignInSilently(now: number = Date.now()): boolean {
  try {
    const last = Number(sessionStorage.getItem(KEY) ?? 0)
    // A clock that was set back must not block for ever.
    if (now >= last && now - last < PAUSE_MS) return false
    sessionStorage.setItem(KEY, String(now))
    return true
  } catch {
    return false
  }
}

/** After a sign-in the guard is open again: a reload right after it is no loop. */
export function allowSilentSignIn(): void {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // The guard stays shut for its 30 seconds.
  }
}
