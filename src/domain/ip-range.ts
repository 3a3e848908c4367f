/** Addresses and ranges as a policy's filter takes them: the very texts that the Control Plane accepts. */

/**
 * Is it an address, or a range as in 10.0.0.0/8 or 2001:db8::/32? Shorthands that people read differently (10.1, 0x7f.1) are
 * not.
 */
export function isIpRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  if (more.length > 0) return false
  const longest = isIpv4(address) ? 32 : 128
  if (longest === 128 && !isIpv6(address)) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest)
}

const isIpv4 = (text: string): boolean => {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && +part < 256)
}

/** The platform's own parser knows IPv6; it is asked through an address of the web. */
const isIpv6 = (text: string): boolean =>
  /^[0-9A-Fa-f:.]{2,45}$/.test(text) && text.includes(':') && URL.canParse(`http://[${text}]/`)

/** Where metadata services and other link-local things live: no address for signing keys (RFC 3927, RFC 4291). */
export function isLinkLocal(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? ''
  return host.startsWith('169.254.') || /^\[fe[89ab][0-9a-f]:/i.test(host)
}
