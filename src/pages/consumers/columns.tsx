import type { Column } from '~/components/table/DataTable'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import type { Consumer } from '~/domain/consumer'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { StatusBadge } from './words'

export const columns: Column<Consumer>[] = [
  {
    id: 'name',
    header: m.consumers_column_name,
    sortable: true,
    cell: (consumer) => <Name value={consumer.name} />,
  },
  {
    id: 'status',
    header: m.consumers_column_status,
    sortable: true,
    cell: (consumer) => <StatusBadge status={consumer.status} />,
  },
  {
    id: 'email',
    header: m.consumers_column_email,
    sortable: true,
    hideable: true,
    cell: (consumer) => (
      <span className="block min-w-40">
        <Name value={consumer.email} />
      </span>
    ),
  },
  {
    id: 'external_id',
    header: m.consumers_column_external_id,
    sortable: true,
    hideable: true,
    cell: (consumer) => (
      <span className="block min-w-32 font-mono text-sm">
        <Name value={consumer.external_id} />
      </span>
    ),
  },
  {
    id: 'company',
    header: m.consumers_column_company,
    sortable: true,
    hideable: true,
    cell: (consumer) => (consumer.company === '' ? '—' : <Name value={consumer.company} />),
  },
  {
    id: 'subscriptions',
    header: m.consumers_column_subscriptions,
    align: 'end',
    hideable: true,
    cell: (consumer) => (
      <span className="tabular-nums">{formatNumber(consumer.subscription_count)}</span>
    ),
  },
  {
    id: 'created_at',
    header: m.consumers_column_created,
    sortable: true,
    hideable: true,
    cell: (consumer) => <Time at={consumer.created_at} />,
  },
]
