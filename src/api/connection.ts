/** Where the Control Plane is, and in whose name it is asked. */

/** Who is asking. The session implements it; without one, calls go out anonymously. */
export interface Identity {
  /** A token that is valid now, or undefined when nobody is signed in. Throws a Failure when the identity server fails. */
  token(): Promise<string | undefined>
  /** A token in the place of one that was refused; undefined when the session is over. */
  renew(refused: string): Promise<string | undefined>
  /** A call was refused in spite of a new token: the session is over. */
  lost(): void
}

const nobody: Identity = {
  token: () => Promise.resolve(undefined),
  renew: () => Promise.resolve(undefined),
  lost: () => undefined,
}

const connection = {
  apiBase: new URL('/api', window.location.origin).href,
  identity: nobody,
  suspect: (): void => undefined,
}

/**
 * Says where the Control Plane is and who asks. Called once, before the first call.
 * @param to `suspect` is told of a call that is slow or found nobody: the time to ask what is down
 */
export function connect(to: { apiBase: string; identity: Identity; suspect?: () => void }): void {
  connection.apiBase = new URL(to.apiBase, window.location.origin).href.replace(/\/$/, '')
  connection.identity = to.identity
  connection.suspect = to.suspect ?? (() => undefined)
}

/** A token that is valid now, for token-claims.ts, which shows what it says about itself. */
export const heldToken = (): Promise<string | undefined> => connection.identity.token()

/** The whole address of a path of the Control Plane. */
export function apiAddress(path: string): string {
  return connection.apiBase + path
}

/** Says that something may be down: a call was slow, or found nobody. */
export const suspect = (): void => connection.suspect()

/**
 * Asks with the token of who is signed in; for a 401 once more with a new one (security.md 3.2).
 * @param ask one request with this token, or without any
 * @throws what `ask` throws; a Failure when the identity server fails; the signal's reason when it is aborted first
 */
export async function asPerson(
  ask: (token: string | undefined) => Promise<Response>,
  signal: AbortSignal,
): Promise<Response> {
  const token = await within(connection.identity.token(), signal)
  const response = await ask(token)
  if (response.status !== 401 || token === undefined) return response
  const renewed = await within(connection.identity.renew(token), signal)
  const replayed = renewed === undefined ? response : await ask(renewed)
  if (replayed.status === 401) connection.identity.lost()
  return replayed
}

/** The promise's outcome, unless the signal is aborted first. */
function within<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason)
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
}
