/** Which headers cross the gateway, in both directions. Flat lists of names and values, as Node and undici take them. */
import type { Call } from '../call.ts'

/** RFC 9110 7.6.1: they belong to one connection. `expect` is answered by the gateway; the body's framing is made anew. */
const HOP_BY_HOP = new Set([
  'connection',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** What only the gateway itself may tell a backend. */
const GATEWAYS_OWN = new Set([
  'forwarded',
  'host',
  'x-api-key',
  'x-consumer-id',
  'x-real-ip',
  'x-request-id',
  'x-tenant-id',
])

/** Who the backend is told the call comes from. */
export interface Caller {
  tenant: string
  consumerId: string | null
}

/** The request's headers for the backend: the caller's own, less what is the connection's or the gateway's, and the gateway's. */
export function toBackend({ request, requestId, remoteAddress }: Call, caller: Caller): string[] {
  const named = connectionNamed(request.rawHeaders)
  const headers: string[] = []
  const raw = request.rawHeaders
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? ''
    const lower = name.toLowerCase()
    if (HOP_BY_HOP.has(lower) || named?.has(lower) || isGatewaysOwn(lower)) continue
    headers.push(name, raw[index + 1] ?? '')
  }
  headers.push('X-Forwarded-For', plainAddress(remoteAddress))
  headers.push('X-Forwarded-Proto', 'http', 'X-Request-Id', requestId)
  if (request.headers.host !== undefined) headers.push('X-Forwarded-Host', request.headers.host)
  headers.push('X-Tenant-Id', caller.tenant)
  if (caller.consumerId !== null) headers.push('X-Consumer-Id', caller.consumerId)
  return headers
}

/** Whether a backend's header, in lower case, stays behind. */
export function isBackendsOwn(lower: string): boolean {
  return HOP_BY_HOP.has(lower) || lower === 'x-request-id'
}

/** The header names that the `Connection` header of a flat list makes part of the connection; null when there are none. */
export function connectionNamed(flat: readonly string[]): ReadonlySet<string> | null {
  let names: Set<string> | null = null
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const value = flat[index + 1] ?? ''
    if (!/^connection$/i.test(flat[index] ?? '') || /^(keep-alive|close)$/i.test(value)) continue
    names ??= new Set()
    for (const name of value.split(',')) names.add(name.trim().toLowerCase())
  }
  return names
}

/** `X_Consumer_Id` counts as `X-Consumer-Id`: backends behind CGI and WSGI cannot tell them apart. */
function isGatewaysOwn(lower: string): boolean {
  const name = lower.includes('_') ? lower.replaceAll('_', '-') : lower
  return GATEWAYS_OWN.has(name) || name.startsWith('x-forwarded-')
}

/** An IPv4 client of a dual-stack socket, without its `::ffff:`. */
export function plainAddress(remote: string | undefined): string {
  return (remote ?? 'unknown').replace(/^::ffff:(?=\d+\.)/, '')
}
