/** What of the alerts' page stands in the URL: the test alert that is followed. */

import { isId } from '~/app/paths'

const id = {
  fallback: '',
  // No call is made with what is no id.
  read: (raw: string) => (isId(raw) ? raw : ''),
  write: (value: string) => value,
  isTyped: true,
}

export const searchSchema = { test: id }
