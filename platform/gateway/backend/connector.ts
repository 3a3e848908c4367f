/** Connections to backends that pass the address rules: every resolved address is judged before, and the connected one after. */
import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { denial, type AddressRules } from './address.ts'

/** A backend whose address the gateway does not connect to. */
export class AddressDenied extends Error {
  override name = 'AddressDenied'
  readonly code = 'STOA_ADDRESS_DENIED'
}

/** Resolves a name to all of its addresses: Node's own resolver, or a test's. */
export type Resolver = (
  hostname: string,
  options: LookupOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

const CONNECT_TIMEOUT_MS = 5_000

const resolveAll: Resolver = (hostname, options, callback) =>
  systemLookup(hostname, { ...options, all: true }, callback)

/**
 * A connector for one port.
 * @param port the origin's port, which the loopback rule needs
 */
export function guardedConnector(
  port: number,
  rules: AddressRules,
  resolve: Resolver = resolveAll,
): buildConnector.connector {
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    lookup: guardedLookup(port, rules, resolve),
  })
  return (options, callback) => {
    // A literal address is connected to without a lookup.
    const literal = options.hostname.replace(/^\[|\]$/g, '')
    const refused = isIP(literal) ? denial(literal, port, rules) : null
    if (refused) return callback(new AddressDenied(refused), null)
    return connect(options, (...result) => {
      const [error, socket] = result
      if (error) return callback(error, null)
      const found = denial(socket.remoteAddress ?? '', port, rules)
      if (!found) return callback(null, socket)
      socket.destroy()
      return callback(new AddressDenied(found), null)
    })
  }
}

/** One denied address among several denies the name: the next connection could take that one. */
function guardedLookup(port: number, rules: AddressRules, resolve: Resolver): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, options, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) return callback(error ?? notFound(hostname), '', 4)
      for (const { address } of addresses) {
        const refused = denial(address, port, rules)
        if (refused) return callback(new AddressDenied(refused), '', 4)
      }
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' })
}
