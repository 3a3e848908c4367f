import type { Column } from '~/components/table/DataTable'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import type { Contract } from '~/domain/contract'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { authLabel, StatusBadge } from './words'

export const columns: Column<Contract>[] = [
  {
    id: 'apiName',
    header: m.apis_column_name,
    sortable: true,
    cell: (api) => (
      <>
        <Name value={api.apiName} />
        {api.displayName !== '' && api.displayName !== api.apiName && (
          <span className="block text-sm font-normal text-muted">
            <Name value={api.displayName} />
          </span>
        )}
      </>
    ),
  },
  { id: 'version', header: m.apis_column_version, cell: (api) => <Name value={api.apiVersion} /> },
  {
    id: 'status',
    header: m.apis_column_status,
    sortable: true,
    cell: (api) => <StatusBadge status={api.status} />,
  },
  {
    id: 'auth',
    header: m.apis_column_auth,
    hideable: true,
    startsHidden: true,
    cell: (api) => authLabel(api.auth.type),
  },
  {
    id: 'backend',
    header: m.apis_column_backend,
    hideable: true,
    cell: (api) => (
      <span className="block min-w-40 font-mono text-sm">
        <Name value={api.endpoint.url} />
      </span>
    ),
  },
  {
    id: 'subscriptions',
    header: m.apis_column_subscriptions,
    align: 'end',
    hideable: true,
    cell: (api) => <span className="tabular-nums">{formatNumber(api.subscription_count)}</span>,
  },
  {
    id: 'path',
    header: m.apis_column_path,
    hideable: true,
    cell: (api) => (
      <span className="block min-w-32 font-mono text-sm">
        <Name value={api.bindings[0]?.path ?? ''} />
      </span>
    ),
  },
  {
    id: 'updated_at',
    header: m.apis_column_updated,
    sortable: true,
    hideable: true,
    // So that the last call stands within a laptop's window.
    startsHidden: true,
    cell: (api) => <Time at={api.updated_at} />,
  },
]
