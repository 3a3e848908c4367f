/**
 * Which addresses the gateway may connect to, judged as parsed addresses after resolution and never as text: the forms that hide
 * an address (`::ffff:127.0.0.1`, NAT64, 6to4, Teredo) are unwrapped first. (security.md T11, T12)
 */
import ipaddr from 'ipaddr.js'

export interface AddressRules {
  allowLoopback: boolean
  /** Loopback ports that are never a backend: the platform's own. */
  deniedPorts: ReadonlySet<number>
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
  if (range !== 'loopback') return null
  if (!rules.allowLoopback) return 'it is this machine itself'
  return rules.deniedPorts.has(port) ? 'it is a port of the platform itself' : null
}

/** The IPv4 address inside an IPv6 one, where there is one; null when the form is known to hide one that cannot be told. */
function unwrap(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (address instanceof ipaddr.IPv4) return address
  const bytes = address.toByteArray()
  const within = (cidr: string) => address.match(ipaddr.IPv6.parseCIDR(cidr))
  // IPv4-compatible (::a.b.c.d), but not :: and ::1, which have ranges of their own.
  if (within('::/96') && bytes.slice(12).some((byte, index) => byte > (index === 3 ? 1 : 0)))
    return ipv4(bytes.slice(12))
  if (within('64:ff9b::/96') || within('::ffff:0:0:0/96')) return ipv4(bytes.slice(12))
  if (within('2002::/16')) return ipv4(bytes.slice(2, 6))
  if (within('2001::/32')) return ipv4(bytes.slice(12).map((byte) => 255 - byte))
  return within('64:ff9b:1::/48') ? null : address
}

function ipv4(bytes: number[]): ipaddr.IPv4 {
  return new ipaddr.IPv4(bytes)
}
