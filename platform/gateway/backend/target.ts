/** A contract's endpoint URL, taken apart once. */

export interface Target {
  origin: string
  port: number
  /** `host:port`, the only form of a backend's address that a caller sees. */
  address: string
  /** Path before the request's own rest; no slash at its end. */
  basePath: string
  isLocalhost: boolean
}

/** Null when the URL is no plain http(s) address: credentials, queries and fragments have no place in an endpoint. */
export function parseTarget(url: string): Target | null {
  const parsed = URL.parse(url)
  if (!parsed || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) return null
  if (parsed.username || parsed.password || parsed.search || parsed.hash) return null
  const port = Number(parsed.port) || (parsed.protocol === 'https:' ? 443 : 80)
  return {
    origin: parsed.origin,
    port,
    address: `${parsed.hostname}:${port}`,
    basePath: parsed.pathname.replace(/\/+$/, ''),
    isLocalhost: /^(localhost\.?|127(\.\d+){3}|\[::1\])$/.test(parsed.hostname),
  }
}
