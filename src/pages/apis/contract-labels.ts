/** What the fields of a contract are called on screen. */

import { fieldName } from '~/components/diff/shown-value'
import { m } from '~/i18n/gen/messages'

const labels = new Map<string, () => string>([
  ['/apiVersion', m.apis_field_version],
  ['/displayName', m.apis_field_display_name],
  ['/description', m.apis_field_description],
  ['/endpoint/url', m.apis_field_url],
  ['/endpoint/method', m.apis_field_protocol],
  ['/endpoint/timeout', m.apis_field_timeout],
  ['/auth/type', m.apis_field_auth],
  ['/portal/visible', m.apis_field_visible],
  ['/portal/categories', m.apis_field_categories],
])

/** A field's name on screen, or its path in the contract. */
export const fieldLabel = (pointer: string): string => labels.get(pointer)?.() ?? fieldName(pointer)
