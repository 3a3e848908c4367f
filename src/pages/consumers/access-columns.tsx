import { Link } from 'react-router'

import { paths } from '~/app/paths'
import type { Column } from '~/components/table/columns'
import { Name } from '~/components/ui/Name'
import { plainName } from '~/components/ui/name-parts'
import type { AccessCell, AccessRow } from '~/domain/consumer'
import { SubscriptionBadge } from '~/features/subscriptions/words'
import { m } from '~/i18n/gen/messages'

import { StatusBadge } from './words'

interface Api {
  id: string
  apiName: string
  apiVersion: string
}

/** A column for the consumer and one for each of these APIs. */
export function accessColumns(tenant: string, apis: readonly Api[]): Column<AccessRow>[] {
  return [
    {
      id: 'consumer',
      header: m.access_consumer,
      cell: (row) => (
        <span className="flex flex-wrap items-center gap-x-2">
          <Name value={row.name} />
          {row.status !== 'active' && <StatusBadge status={row.status} />}
        </span>
      ),
    },
    ...apis.map(({ id, apiName, apiVersion }): Column<AccessRow> => ({
      id,
      header: `${plainName(apiName)} ${apiVersion}`,
      cell: ({ consumer_id, access }) => (
        <Cell
          cell={access.find(({ api_id }) => api_id === id)}
          addressOf={(subscription) =>
            paths.subscription({ tenant, consumerId: consumer_id, id: subscription })
          }
        />
      ),
    })),
  ]
}

interface CellProps {
  cell: AccessCell | undefined
  addressOf: (subscription: string) => string
}

function Cell({ cell, addressOf }: CellProps) {
  if (cell === undefined)
    return (
      <span className="text-faint">
        <span aria-hidden>—</span>
        <span className="sr-only">{m.access_none()}</span>
      </span>
    )
  return (
    <span className="flex min-w-28 flex-col gap-0.5">
      <Link to={addressOf(cell.subscription_id)}>
        <SubscriptionBadge status={cell.status} />
      </Link>
      <span className="text-xs text-muted">
        {cell.plan_name === null ? m.access_no_plan() : <Name value={cell.plan_name} />}
      </span>
      {cell.api_key_prefix !== null && (
        <code className="font-mono text-xs text-muted">{cell.api_key_prefix}</code>
      )}
    </span>
  )
}
