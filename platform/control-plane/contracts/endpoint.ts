/** What the schema of an endpoint cannot say: the address must be one that a gateway may call, the timeout within its range. */
import type { AddressRules } from '../../gateway/backend/address.ts'
import type { Fault } from '../core/problems.ts'
import { invalid } from '../core/problems.ts'
import { backendFault } from './backend-address.ts'

/** As in the contract. */
export const DEFAULT_TIMEOUT = '15s'
const MIN_TIMEOUT_MS = 100
const MAX_TIMEOUT_MS = 60_000

/** Milliseconds of `15s` or `500ms`. */
export function timeoutMs(text: string): number {
  return text.endsWith('ms') ? Number(text.slice(0, -2)) : Number(text.slice(0, -1)) * 1000
}

/** @throws 422 at /endpoint/url and /endpoint/timeout */
export function requireEndpoint(
  { url, timeout }: { url?: string | undefined; timeout?: string | undefined },
  rules: AddressRules,
): void {
  const faults: Fault[] = []
  const urlFault = url === undefined ? null : backendFault(url, rules)
  if (urlFault !== null) faults.push({ pointer: '/endpoint/url', detail: urlFault })
  const duration = timeout === undefined ? MIN_TIMEOUT_MS : timeoutMs(timeout)
  if (duration < MIN_TIMEOUT_MS || duration > MAX_TIMEOUT_MS)
    faults.push({ pointer: '/endpoint/timeout', detail: 'This must be from 100ms to 60s.' })
  if (faults.length > 0) throw invalid(...faults)
}
