import type { FieldFault } from '~/domain/failure'

/** Where in the form each of the server's faults belongs, and which of them have no place there. */
export interface PlacedFaults {
  placed: { name: string; detail: string }[]
  /** Shown above the fields, with the field's name as the server wrote it. */
  unplaced: FieldFault[]
}

/** `/endpoint/url` → `endpoint.url`, after RFC 6901. */
export const nameOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')

/**
 * Maps the server's faults to the form's fields. A fault inside a field's value (`/origins/0`) belongs to that field.
 * @param has does the form show a field of this name?
 * @param fieldOf the form's own mapping, asked first
 */
export function placeFaults(
  faults: readonly FieldFault[],
  has: (name: string) => boolean,
  fieldOf?: (pointer: string) => string | undefined,
): PlacedFaults {
  const placed = new Map<string, string>()
  const unplaced: FieldFault[] = []
  for (const fault of faults) {
    const name = closest(fieldOf?.(fault.pointer) ?? nameOf(fault.pointer), has)
    if (name === undefined) unplaced.push(fault)
    else if (!placed.has(name)) placed.set(name, fault.detail)
  }
  return { placed: [...placed].map(([name, detail]) => ({ name, detail })), unplaced }
}

function closest(name: string, has: (name: string) => boolean): string | undefined {
  const parts = name.split('.')
  for (let length = parts.length; length > 0; length -= 1) {
    const candidate = parts.slice(0, length).join('.')
    if (candidate !== '' && has(candidate)) return candidate
  }
  return undefined
}
