import { useInfiniteQuery } from '@tanstack/react-query'

import { type LogEntry, logs } from '~/api/logs'
import { oneOf, useSearch } from '~/app/params'
import { rolesFor, useCan } from '~/auth/permissions'
import { EmptyState } from '~/components/state/EmptyState'
import { Panel } from '~/components/state/Panel'
import { type Column, DataTable } from '~/components/table/DataTable'
import { FilterSelect } from '~/components/table/FilterSelect'
import { Badge } from '~/components/ui/Badge'
import { Button } from '~/components/ui/Button'
import { CopyButton } from '~/components/ui/CopyButton'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { callOutcome } from './call-outcome'
import type { ConsumerTabProps } from './tabs'

const statuses = ['4xx', '401', '403', '429', '5xx'] as const
const searchSchema = { refused: oneOf(statuses, '4xx') }
const lastWeek = { from: 'now-7d', to: 'now' }

/** The newest calls of this consumer that were refused or failed, each with its reason in words. */
export function Refusals(shared: ConsumerTabProps) {
  if (useCan('logs:read')) return <Rows {...shared} />
  return (
    <EmptyState
      title={m.consumers_refusals_no_permission()}
      hint={m.consumers_needs_role({ roles: formatList(rolesFor('logs:read')) })}
    />
  )
}

function Rows({ tenant, consumer }: ConsumerTabProps) {
  const [{ refused }, setSearch] = useSearch(searchSchema)
  const filter = { consumer: consumer.external_id, status: refused }
  const query = useInfiniteQuery(logs.pages(tenant, filter, lastWeek))
  return (
    <Panel
      title={m.consumers_refusals()}
      description={m.consumers_refusals_description()}
      query={query}
      action={
        <FilterSelect
          label={m.consumers_column_status()}
          value={refused}
          options={statuses.map((value) => ({ value, label: value }))}
          onChange={(status) => setSearch({ refused: status || '4xx' })}
        />
      }
    >
      {({ pages }) => (
        <>
          <DataTable
            rows={pages.flatMap(({ items }) => items)}
            columns={columns}
            rowKey={({ request_id }) => request_id}
            caption={m.consumers_refusals()}
            empty={m.consumers_refusals_none()}
            pending={query.isPlaceholderData}
          />
          {query.hasNextPage && (
            <div className="mt-3">
              <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {m.consumers_refusals_more()}
              </Button>
            </div>
          )}
        </>
      )}
    </Panel>
  )
}

const columns: Column<LogEntry>[] = [
  {
    id: 'time',
    header: m.consumers_column_time,
    cell: ({ timestamp }) => <Time at={timestamp} />,
  },
  {
    id: 'status',
    header: m.consumers_column_status,
    cell: ({ status }) => <Badge tone={status >= 500 ? 'bad' : 'warn'}>{status}</Badge>,
  },
  {
    id: 'why',
    header: m.consumers_column_why,
    cell: ({ status, reason }) => (
      <span className="block min-w-56">{callOutcome(status, reason)}</span>
    ),
  },
  {
    id: 'call',
    header: m.consumers_column_call,
    cell: ({ method, path }) => (
      <span className="block max-w-80 min-w-40 font-mono text-sm [overflow-wrap:anywhere]">
        {method} <Name value={path} />
      </span>
    ),
  },
  {
    id: 'key',
    header: m.consumers_column_key,
    cell: ({ key_prefix: prefix }) =>
      prefix ? <code className="text-sm">{prefix}…</code> : m.consumers_no_key_sent(),
  },
  {
    id: 'request',
    header: m.consumers_column_request,
    cell: ({ request_id: id }) => (
      <span className="flex items-center gap-1 font-mono text-sm">
        <Name value={id} />
        <CopyButton label={m.consumers_column_request()} value={id} />
      </span>
    ),
  },
]
