/**
 * keycloak-js has no timeout of its own: a token endpoint that never answers would block every later refresh (security.md
 * 0.2). It calls the global `fetch`, so that is wrapped, for the token endpoint only.
 */

/** A refresh that takes longer than this has failed. */
export const TOKEN_TIMEOUT_MS = 8_000

/** Wraps the global `fetch` once; calls to `tokenEndpoint` end after {@link TOKEN_TIMEOUT_MS}. */
export function limitTokenCalls(tokenEndpoint: string): void {
  const plain = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url
    if (url !== tokenEndpoint) return plain(input, init)
    const limit = AbortSignal.timeout(TOKEN_TIMEOUT_MS)
    const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit
    return plain(input, { ...init, signal })
  }
}
