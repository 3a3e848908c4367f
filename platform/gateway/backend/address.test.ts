import { describe, expect, it } from 'vitest'
import { denial, type AddressRules } from './address.ts'

const local: AddressRules = { allowLoopback: true, deniedPorts: new Set([8000]) }
const remote: AddressRules = { allowLoopback: false, deniedPorts: new Set([8000]) }

const always: [string, string][] = [
  ['169.254.169.254', 'metadata, link-local'],
  ['169.254.0.1', 'link-local'],
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'this network'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.250', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['240.0.0.1', 'reserved'],
  ['100.100.100.200', 'metadata in a carrier range'],
  ['168.63.129.16', 'metadata with a public address'],
  ['192.0.0.192', 'metadata in a reserved range'],
  ['fd00:ec2::254', 'metadata in a private range'],
  ['::', 'unspecified'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local with a zone'],
  ['ff02::1', 'multicast'],
  ['fec0::1', 'site-local'],
  ['::ffff:169.254.169.254', 'IPv4-mapped'],
  ['::ffff:a9fe:a9fe', 'IPv4-mapped, in hex'],
  ['::169.254.169.254', 'IPv4-compatible'],
  ['64:ff9b::a9fe:a9fe', 'NAT64'],
  ['64:ff9b:1::a9fe:a9fe', 'local NAT64'],
  ['2002:a9fe:a9fe::1', '6to4'],
  ['2001:0:0:0:0:0:5601:5601', 'Teredo'],
  ['2002:7f00:1::', '6to4 of loopback'],
  ['::7f00:1', 'IPv4-compatible loopback'],
  ['::a00:1', 'IPv4-compatible private'],
  ['::ffff:0:a9fe:a9fe', 'translated'],
  ['localhost', 'a name is no address'],
  ['', 'nothing'],
  ['127.0.0.1.evil.example', 'a name that looks like one'],
]

const loopback: [string, string][] = [
  ['127.0.0.1', 'IPv4'],
  ['127.255.255.254', 'all of 127/8'],
  ['::1', 'IPv6'],
  ['::ffff:127.0.0.1', 'IPv4-mapped'],
  ['::ffff:7f00:1', 'IPv4-mapped, in hex'],
  ['64:ff9b::7f00:1', 'NAT64'],
]

describe('an address that is never a backend', () => {
  it.each(always)('%s (%s)', (address) => {
    expect(denial(address, 80, local)).not.toBeNull()
    expect(denial(address, 80, remote)).not.toBeNull()
  })
})

describe('a loopback address', () => {
  it.each(loopback)(
    '%s (%s) only where backends may be local, and not on a port of the platform',
    (address) => {
      expect(denial(address, 8090, local)).toBeNull()
      expect(denial(address, 8000, local)).toContain('platform')
      expect(denial(address, 8090, remote)).toContain('this machine')
    },
  )
})

describe('an address that may be a backend', () => {
  it.each([
    '10.0.0.1',
    '172.16.5.4',
    '192.168.1.1',
    '100.64.0.1',
    '93.184.216.34',
    'fd12::1',
    '2606:2800::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
  ])('%s, on a port of the platform too, because that is only ours on loopback', (address) => {
    expect(denial(address, 8000, remote)).toBeNull()
  })
})
