/** What is said at the fields of a test call, and of a key that cannot be one. */

import type { CallFaults } from '~/domain/call'
import type { KeyFault } from '~/domain/key-form'
import { m } from '~/i18n/gen/messages'

export const callFaults: CallFaults = {
  headerName: (name) => m.call_fault_header_name({ name }),
  headerValue: (name) => m.call_fault_header_value({ name }),
  headerForbidden: (name) => m.call_fault_header_forbidden({ name }),
  headerKey: m.call_fault_header_key,
  bodyNotAllowed: m.call_fault_body,
  pathLeaves: m.call_bad_path,
}

export const keyFaults: Record<KeyFault, () => string> = {
  spaces: m.call_key_fault_spaces,
  mark: m.call_key_fault_mark,
  shortened: m.call_key_fault_shortened,
  capitals: m.call_key_fault_capitals,
  characters: m.call_key_fault_characters,
  short: m.call_key_fault_short,
  long: m.call_key_fault_long,
}
