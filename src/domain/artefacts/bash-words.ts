/** Values in a bash script: one word with exactly that value, readable where it can be, and never able to leave its place. */

import { visibleJson } from '~/domain/curl'

/** Nothing that a reader of scripts or shellcheck would take for anything but itself. */
const plain = /^[\p{Script=Latin}\p{N} _.,:;/@%+=?&#()<>[\]{}*|~^-]*$/u

/**
 * @returns a bash word; a NUL, which no shell can hold, and halves of characters become U+FFFD
 */
export function bashWord(text: string): string {
  const whole = text.toWellFormed().replaceAll('\0', '\ufffd')
  if (plain.test(whole)) return `'${whole}'`
  const bytes = Array.from(new TextEncoder().encode(whole), byteInQuotes)
  return `$'${bytes.join('')}'`
}

function byteInQuotes(byte: number): string {
  const character = String.fromCharCode(byte)
  if (character === "'" || character === '\\') return `\\${character}`
  if (character === '\n') return String.raw`\n`
  return byte >= 0x20 && byte < 0x7f ? character : `\\x${byte.toString(16).padStart(2, '0')}`
}

/** `name='value'` on a line of its own. */
export const assignment = (name: string, value: string): string => `${name}=${bashWord(value)}`

/**
 * `name=…` with a JSON value, over several lines. JSON writes a line break as an escape, so that no line of it can be the end mark.
 */
export function jsonAssignment(name: string, value: unknown): string {
  return [`${name}=$(`, "  cat <<'JSON'", visibleJson(value), 'JSON', ')'].join('\n')
}
