/** A CORS policy's form with what a page needs added to it, and what an address says of that. */

import { simpleMethods } from './cors-check'
import type { CorsAddition } from './cors-report'
import type { PolicyForm } from './policy-form'

export type { CorsAddition }

/** Is there anything to add? */
export const addsSomething = ({ origins, methods, headers, credentials }: CorsAddition): boolean =>
  credentials || [origins, methods, headers].some((list) => list.length > 0)

/**
 * @param form of a CORS policy
 * @returns the form with what is added; what it said stays, but for a star among the origins where cookies are asked for, which no
 * browser takes, and which no policy may say together
 */
export function withCorsAddition(form: PolicyForm, add: CorsAddition): PolicyForm {
  const { origins, methods, headers, credentials } = form.config
  const kept = add.credentials ? origins.filter((origin) => origin !== '*') : origins
  return {
    ...form,
    config: {
      ...form.config,
      origins: united(kept, add.origins),
      // Without a list the simple ones are allowed: a list has to say them, or they would be lost.
      methods: united(
        methods.length === 0 && add.methods.length > 0 ? simpleMethods : methods,
        add.methods,
      ),
      headers: united(headers, add.headers, (name) => name.toLowerCase()),
      credentials: credentials || add.credentials,
    },
    // A text that was typed would win over the fields.
    text: {},
  }
}

/** @param keyOf by what two items are the same */
function united(
  items: readonly string[],
  more: readonly string[],
  keyOf = (item: string) => item,
): string[] {
  const known = new Set(items.map(keyOf))
  return [...items, ...more.filter((item) => !known.has(keyOf(item)))]
}
