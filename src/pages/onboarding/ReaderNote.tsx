import { rolesFor, useCan } from '~/auth/permissions'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** What somebody who may only read cannot do here, and who can. */
export function ReaderNote() {
  if (useCan('onboarding:write')) return null
  const roles = formatList(rolesFor('onboarding:write'))
  return <p className="text-muted">{m.onboarding_reader({ roles })}</p>
}
