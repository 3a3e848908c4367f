/** Which client addresses may call: `deny` beats `allow`, and an `allow` list shuts out everybody else. */
import ipaddr from 'ipaddr.js'
import type { EffectivePolicy } from '../../policy/effective.ts'
import { texts } from './config-values.ts'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Range = [Address, number]

export interface IpFilter {
  policy: string
  /** Null when there is no allow list; an allow list of unreadable entries allows nobody. */
  allow: Range[] | null
  deny: Range[]
}

export function ipFilter({ config, values }: EffectivePolicy): IpFilter {
  const allow = texts(config['allow'])
  return {
    policy: values[0]?.winner.policy_name ?? 'ip_filter',
    allow: allow.length > 0 ? ranges(allow) : null,
    deny: ranges(texts(config['deny'])),
  }
}

/** @param remote the socket's address, as Node writes it (`::ffff:10.0.0.1` is the IPv4 address) */
export function isAddressAllowed(filter: IpFilter, remote: string | undefined): boolean {
  if (remote === undefined || !ipaddr.isValid(remote)) return false
  const address = ipaddr.process(remote)
  if (contains(filter.deny, address)) return false
  return filter.allow === null || contains(filter.allow, address)
}

function contains(list: readonly Range[], address: Address): boolean {
  return list.some((range) => range[0].kind() === address.kind() && address.match(range))
}

/** CIDR ranges and single addresses; what cannot be read is left out. */
function ranges(list: readonly string[]): Range[] {
  return list.flatMap((text) => {
    try {
      return [range(text.trim())]
    } catch {
      return []
    }
  })
}

function range(text: string): Range {
  if (!text.includes('/')) {
    const address = ipaddr.process(text)
    return [address, address.kind() === 'ipv4' ? 32 : 128]
  }
  const [address, bits] = ipaddr.parseCIDR(text)
  // `::ffff:10.0.0.0/104` means 10.0.0.0/8: a client is compared as what it is.
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96)
    return [address.toIPv4Address(), bits - 96]
  return [address, bits]
}
