/** What of the page stands in the URL: the expression that was run, how it is shown, and its range. A pasted address gives the same. */

import { oneOf } from '~/app/params'
import { PACES, schema } from '~/features/traffic/range'

/** As long as the contract lets an expression be. */
const LONGEST = 8192

const expression = {
  fallback: '',
  read: (raw: string) => raw.toWellFormed().slice(0, LONGEST),
  write: (value: string) => value,
  // Running is a step that Back undoes.
  isTyped: false,
}

export const searchSchema = {
  ...schema,
  q: expression,
  view: oneOf(['graph', 'table'], 'graph'),
  refresh: oneOf(PACES, 'off'),
}
