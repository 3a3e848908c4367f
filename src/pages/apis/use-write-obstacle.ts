import { rolesFor, useCan } from '~/auth/permissions'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** Why the reader may not change an API; undefined when they may. */
export const useWriteObstacle = (): string | undefined =>
  useCan('contracts:write')
    ? undefined
    : m.apis_needs_role({ roles: formatList(rolesFor('contracts:write')) })
