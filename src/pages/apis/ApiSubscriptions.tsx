import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { subscriptions } from '~/api/subscriptions'
import { paths } from '~/app/paths'
import { EmptyState } from '~/components/state/EmptyState'
import { Panel } from '~/components/state/Panel'
import { type Column, DataTable } from '~/components/table/DataTable'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import type { Contract } from '~/domain/contract'
import type { Subscription } from '~/domain/subscription'
import { SubscriptionBadge } from '~/features/subscriptions/words'
import { m } from '~/i18n/gen/messages'

const pageSize = 10

export const subscribersOf = (api: string, page = 1) => ({ api_id: api, page, page_size: pageSize })

const columns: Column<Subscription>[] = [
  {
    id: 'consumer',
    header: m.apis_column_consumer,
    cell: (subscription) => <Name value={subscription.consumer_name} />,
  },
  {
    id: 'status',
    header: m.apis_column_status,
    cell: ({ status }) => <SubscriptionBadge status={status} />,
  },
  {
    id: 'key',
    header: m.apis_column_key,
    cell: ({ api_key_prefix }) =>
      api_key_prefix === null ? '—' : <code className="text-sm">{api_key_prefix}…</code>,
  },
  {
    id: 'last_used',
    header: m.apis_column_last_used,
    cell: ({ last_used_at }) =>
      last_used_at === null ? m.apis_never() : <Time at={last_used_at} />,
  },
]

/** Who subscribes to this API; each row leads to its consumer. */
export function ApiSubscriptions({ tenant, api }: { tenant: string; api: Pick<Contract, 'id'> }) {
  const [page, setPage] = useState(1)
  const query = useQuery(subscriptions.list(tenant, subscribersOf(api.id, page)))
  return (
    <Panel title={m.apis_subscriptions()} query={query}>
      {(data) => (
        <DataTable
          rows={data.items}
          columns={columns}
          rowKey={(subscription) => subscription.id}
          rowLink={({ consumer_id }) => paths.consumer({ tenant, id: consumer_id })}
          caption={m.apis_subscriptions_caption()}
          empty={
            <EmptyState title={m.apis_subscriptions_empty()} hint={m.apis_subscriptions_hint()} />
          }
          total={data.total}
          page={page}
          pageSize={pageSize}
          onPage={setPage}
          pending={query.isPlaceholderData}
        />
      )}
    </Panel>
  )
}
