/** Questions without a token to addresses that may be anybody's: what the connection doctor asks. */

/** What came of one question to an address that may be anybody's: an answer, or as much as a page can know of its absence. */
export type Tried =
  | { kind: 'answer'; status: number; contentType: string; body: string; latencyMs: number }
  | { kind: 'redirect' | 'unreadable' | 'nothing' | 'offline' }
  | { kind: 'timeout'; afterMs: number }

/**
 * Asks an address once, without a token, and says what came of it; never throws. Where no answer is readable, a second question
 * that wants no answer tells a server that does not speak to this origin from one that is not there.
 */
export async function tryAddress(address: string, timeoutMs: number): Promise<Tried> {
  const started = performance.now()
  const ask = (mode: RequestMode) =>
    fetch(address, {
      mode,
      signal: AbortSignal.timeout(timeoutMs),
      credentials: 'omit',
      cache: 'no-store',
      redirect: mode === 'cors' ? 'manual' : 'follow',
    })
  try {
    const response = await ask('cors')
    if (response.type === 'opaqueredirect') return { kind: 'redirect' }
    const body = (await response.text()).slice(0, 16_384)
    const contentType = response.headers.get('content-type') ?? ''
    const latencyMs = performance.now() - started
    return { kind: 'answer', status: response.status, contentType, body, latencyMs }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      return { kind: 'timeout', afterMs: timeoutMs }
    if (!navigator.onLine) return { kind: 'offline' }
    const isForeign = new URL(address, window.location.origin).origin !== window.location.origin
    const isThere = isForeign && (await ask('no-cors').then(Boolean, () => false))
    return { kind: isThere ? 'unreadable' : 'nothing' }
  }
}
