import type { LogEntry } from '~/api/logs'
import { DataTable } from '~/components/table/DataTable'
import type { Column } from '~/components/table/columns'
import { Badge } from '~/components/ui/Badge'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import { m } from '~/i18n/gen/messages'

import { callOutcome } from './call-outcome'

const columns: Column<LogEntry>[] = [
  {
    id: 'time',
    header: m.desk_call_time,
    cell: ({ timestamp }) => <Time at={timestamp} show="absolute" />,
  },
  {
    id: 'status',
    header: m.desk_call_status,
    cell: ({ status }) => <Badge tone={status < 400 ? 'ok' : 'bad'}>{status}</Badge>,
  },
  {
    id: 'why',
    header: m.desk_call_reason,
    cell: ({ reason, status }) => (
      <span className="block min-w-56">{callOutcome(status, reason)}</span>
    ),
  },
  {
    id: 'request',
    header: m.desk_call_request,
    cell: ({ method, path }) => (
      <span className="font-mono text-sm">
        {method} <Name value={path} />
      </span>
    ),
  },
]

/** Calls as the gateway has logged them, each with its outcome in words. */
export function CallTable({ calls, caption }: { calls: readonly LogEntry[]; caption: string }) {
  return (
    <DataTable
      rows={calls}
      columns={columns}
      rowKey={({ request_id, timestamp }) => `${request_id} ${timestamp}`}
      caption={caption}
      empty={m.desk_calls_none()}
    />
  )
}
