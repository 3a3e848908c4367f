/**
 * Which addresses the gateway may connect to, judged as parsed addresses after resolution and never as text: an IPv4 address in
 * IPv6 clothes (`::ffff:127.0.0.1`, NAT64) is judged as what it is. (security.md T11, T12)
 */
import ipaddr from 'ipaddr.js'

export interface AddressRules {
  allowLoopback: boolean
  /** Loopback ports that are never a backend: the platform's own. */
  deniedPorts: ReadonlySet<number>
  /** No private ranges either: for a call whose answer goes back to whoever named the address. */
  publicOnly?: boolean
}

/** Private ranges are allowed: a gateway's backends are private by nature. */
const ALLOWED_RANGES = new Set(['unicast', 'private', 'uniqueLocal', 'carrierGradeNat', 'loopback'])

/** Cloud metadata and host services that live outside the link-local range. */
const METADATA = new Set([
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd20:ce::254',
])

/** Why a connection to the address and port is denied, in words; null when it is allowed. */
export function denial(address: string, port: number, rules: AddressRules): string | null {
  const text = address.replace(/%.*$/, '')
  if (!ipaddr.isValid(text)) return 'it is no readable address'
  const parsed = unwrap(ipaddr.process(text))
  if (!parsed) return 'it hides another address'
  if (METADATA.has(parsed.toString())) return 'it is a metadata service'
  const range = parsed.range()
  if (!ALLOWED_RANGES.has(range)) return `it is in the range "${range}"`
  if (range !== 'loopback')
    return rules.publicOnly && range !== 'unicast' ? 'it is in a private network' : null
  if (!rules.allowLoopback) return 'it is this machine itself'
  return rules.deniedPorts.has(port) ? 'it is a port of the platform itself' : null
}

/**
 * The IPv4 address behind a NAT64 one (an IPv6-only network reaches IPv4 backends so); null for the one
 * other form that hides one behind a common range. 6to4, Teredo and translated addresses are ranges of their own, not allowed.
 */
function unwrap(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (address instanceof ipaddr.IPv4) return address
  if (address.match(NAT64)) return new ipaddr.IPv4(address.toByteArray().slice(12))
  // :: and ::1 look IPv4-compatible too; they have ranges of their own.
  return address.match(IPV4_COMPATIBLE) && address.range() === 'unicast' ? null : address
}

const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')
const IPV4_COMPATIBLE = ipaddr.IPv6.parseCIDR('::/96')
