/** The look-up for who is locked out: a key is turned into its hash here, and leaves the browser as nothing else. */

import { keepPreviousData, queryOptions } from '@tanstack/react-query'

import type { LookupQuestion, Pasted } from '~/domain/lookup'

import { controlPlane } from './control-plane/current'
import type { AccessFilter } from './control-plane/port'

/** What the Control Plane is asked; undefined for what is no question, and for a key where the browser cannot hash it. */
export async function questionOf(pasted: Pasted): Promise<LookupQuestion | undefined> {
  switch (pasted.kind) {
    case 'key': {
      const hash = await sha256(pasted.key)
      return hash === undefined ? undefined : { key_hash: hash }
    }
    case 'prefix':
      return { key_prefix: pasted.prefix }
    case 'email':
      return { email: pasted.email }
    case 'request':
      return { request_id: pasted.requestId }
    default:
      return undefined
  }
}

/** Hex, or undefined on a plain-http origin, where browsers have no `crypto.subtle`. */
async function sha256(text: string): Promise<string | undefined> {
  // Not there on plain-http origins, whatever the types say.
  const subtle = crypto.subtle as SubtleCrypto | undefined
  const digest = await subtle?.digest('SHA-256', new TextEncoder().encode(text))
  if (digest === undefined) return undefined
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const LAST_CALLS = 10

export const lookups = {
  /** Under the consumers' keys: a change of one of them asks again, and so shows whether it mended anything. */
  of: (tenant: string, question: LookupQuestion) =>
    queryOptions({
      queryKey: ['consumers', tenant, 'lookup', question],
      queryFn: ({ signal }) => controlPlane.lookUp(tenant, question, signal),
      gcTime: 0,
      refetchOnWindowFocus: false,
    }),
  /** @param consumer its external id, as the gateway logs it */
  lastCalls: (tenant: string, consumer: string) =>
    queryOptions({
      queryKey: ['logs', tenant, 'last', consumer],
      queryFn: ({ signal }) =>
        controlPlane.listLogs(tenant, { consumer, limit: LAST_CALLS }, signal),
    }),
  /** @param prefix of a key that the gateway refuses: the log of such a call names no consumer */
  lastCallsWith: (tenant: string, prefix: string) =>
    queryOptions({
      queryKey: ['logs', tenant, 'last-with', prefix],
      queryFn: ({ signal }) =>
        controlPlane.listLogs(tenant, { search: prefix, limit: LAST_CALLS }, signal),
    }),
  /** A page of the access matrix. */
  access: (tenant: string, filter: AccessFilter) =>
    queryOptions({
      queryKey: ['consumers', tenant, 'access', filter],
      queryFn: ({ signal }) => controlPlane.listAccess(tenant, filter, signal),
      placeholderData: keepPreviousData,
    }),
}
