/** Which part of a pasted key is wrong, before the gateway is asked. The form is the gateway's own (platform/gateway/access/key-check.ts). */

export type KeyFault =
  | 'spaces'
  | 'mark'
  | 'shortened'
  | 'capitals'
  | 'characters'
  | 'short'
  | 'long'

const mark = 'stoa_sk_'
const digits = 32

/**
 * @param key as it would be sent, without the spaces around it
 * @returns undefined for a key of the right form, and for none
 */
export function keyFault(key: string): KeyFault | undefined {
  if (key === '') return undefined
  if (/\s/.test(key)) return 'spaces'
  if (!key.startsWith(mark)) return 'mark'
  const rest = key.slice(mark.length)
  // Lists show the first characters and an ellipsis.
  if (/(…|\.{2,}|\*+|•+)$/.test(rest)) return 'shortened'
  if (/[A-F]/.test(rest) && /^[0-9a-fA-F]*$/.test(rest)) return 'capitals'
  if (!/^[0-9a-f]*$/.test(rest)) return 'characters'
  if (rest.length === digits) return undefined
  return rest.length < digits ? 'short' : 'long'
}
