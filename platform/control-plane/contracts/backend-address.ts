/**
 * Which backend addresses may be written into a contract. Only literal addresses and `localhost` are judged here, by the very rule
 * that the gateway applies to resolved addresses when it connects (security.md T11, T12).
 */
import ipaddr from 'ipaddr.js'

import type { AddressRules } from '../../gateway/backend/address.ts'
import { denial } from '../../gateway/backend/address.ts'
import type { Environment } from '../core/environment.ts'

/** The rules of this control plane: the ports of everything that it knows are the platform's own. */
export function backendRulesOf(environment: Environment): AddressRules {
  const addresses = [
    environment.gatewayAdminUrl,
    environment.gatewayUrl,
    environment.prometheusUrl,
    environment.alertmanagerUrl,
    environment.keycloakUrl,
    environment.oidcIssuer,
    ...environment.allowedOrigins,
  ]
  const ports = addresses.map((address) => portOf(URL.parse(address ?? '')))
  return {
    allowLoopback: environment.allowLoopbackBackends,
    deniedPorts: new Set([...ports.filter((port) => port > 0), environment.port]),
  }
}

/** Why a gateway may not be sent to this address, in a sentence; null when it may. */
export function backendFault(address: string, rules: AddressRules): string | null {
  const url = URL.parse(address)
  if (!url) return 'This is not an address.'
  if (url.username !== '' || url.password !== '')
    return 'Credentials do not belong into an address.'
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const isLocalName = host === 'localhost' || host.endsWith('.localhost')
  if (!isLocalName && !ipaddr.isValid(host)) return null
  const reason = denial(isLocalName ? '127.0.0.1' : host, portOf(url), rules)
  return reason && `The gateway never connects to this address: ${reason}.`
}

/** The port that an address leads to; 0 for none. */
export function portOf(url: URL | null): number {
  if (!url) return 0
  if (url.port !== '') return Number(url.port)
  return url.protocol === 'https:' ? 443 : 80
}
