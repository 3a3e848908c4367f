/** Values of a change as a reader may see them: texts as they are, the rest as JSON, and secrets never. */
import { plainName } from '../ui/name-parts'

const secretName =
  /^(new_?)?(api_?key|password|passwd|secret|client_?secret|(access_?|refresh_?|id_?)?token|authorization|private_?key|key_hash|hash)$/i
/** A key of STOA, whole; its prefix alone opens nothing. */
const secretText = /stoa_sk_[0-9a-f]{16,}/gi

/** @param hidden what stands where a secret would; @returns undefined for what is not there */
export function shownValue(pointer: string, value: unknown, hidden: string): string | undefined {
  if (value === undefined) return undefined
  const name = pointer.slice(pointer.lastIndexOf('/') + 1)
  if (isSecret(name, value)) return hidden
  const text =
    typeof value === 'string'
      ? value
      : JSON.stringify(value, (inner, one: unknown) => (isSecret(inner, one) ? hidden : one), 2)
  return text.replace(secretText, hidden)
}

/** A switch or a missing value is no secret, whatever it is called. */
const isSecret = (name: string, value: unknown): boolean =>
  secretName.test(name) && (typeof value === 'string' || typeof value === 'number')

/** `/endpoint/url` -> `endpoint.url`, with nothing in it that could turn the text around. */
export const fieldName = (pointer: string): string =>
  plainName(pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~'))
