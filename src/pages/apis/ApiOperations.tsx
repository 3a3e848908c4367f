import { useLocation } from 'react-router'

import { paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { LinkButton } from '~/components/ui/LinkButton'
import type { OperationLine } from '~/domain/openapi/operations'
import { OperationsTab } from '~/features/openapi-view/OperationsTab'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { ApiTabProps } from './Overview'
import { StoredDocument } from './StoredDocument'

/** The operations of an API, its document's keeping, and the way from an operation to a test call. */
export function ApiOperations({ tenant, api }: ApiTabProps) {
  const { pathname } = useLocation()
  const disabledBecause = useCan('contracts:write')
    ? undefined
    : m.apis_needs_role({ roles: formatList(rolesFor('contracts:write')) })
  const tryLink = ({ method, path }: OperationLine) => {
    const search = new URLSearchParams({ tab: 'test', op: `${method} ${path}` })
    return method === 'TRACE' ? null : (
      <LinkButton
        size="sm"
        to={{ pathname: pathname || paths.api({ tenant, id: api.id }), search: `?${search}` }}
      >
        {m.openapi_view_try()}
      </LinkButton>
    )
  }
  return (
    <OperationsTab
      tenant={tenant}
      api={api}
      tryLink={tryLink}
      action={<StoredDocument api={api} disabledBecause={disabledBecause} />}
    />
  )
}
