/** References inside a document. Only those into the document itself are followed: nothing is ever fetched for one. */

import { namesOf } from './fault'
import { isObject, own } from './loose'

/** What a reference (`#/components/schemas/Pet`) names, one step far; undefined for one that leads out or nowhere. */
export function resolved(document: unknown, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined
  return namesOf(decoded(reference.slice(1))).reduce<unknown>(
    (value, name) => (Array.isArray(value) ? value[Number(name)] : own(value, name)),
    document,
  )
}

function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer)
  } catch {
    return pointer
  }
}

/** The reference of a value that is one. */
export function referenceOf(value: unknown): string | undefined {
  const found = own(value, '$ref')
  return typeof found === 'string' ? found : undefined
}

const LONGEST_CHAIN = 16

/** The value behind a reference and references to it; the value itself when it is none. Undefined for one that leads nowhere. */
export function followed(document: unknown, value: unknown): unknown {
  let found = value
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const reference = referenceOf(found)
    if (reference === undefined) return found
    found = resolved(document, reference)
  }
  return undefined
}

/** All references in a value, each once, without following them. */
export function referencesIn(value: unknown): string[] {
  const found = new Set<string>()
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (Array.isArray(next)) for (const item of next) open.push(item)
    else if (isObject(next)) {
      const reference = referenceOf(next)
      if (reference !== undefined) found.add(reference)
      for (const member of Object.values(next)) open.push(member)
    }
  }
  return [...found]
}
