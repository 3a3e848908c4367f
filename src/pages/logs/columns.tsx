import type { LogEntry } from '~/api/logs'
import type { Column } from '~/components/table/columns'
import { Badge } from '~/components/ui/Badge'
import { Name } from '~/components/ui/Name'
import { isConsoleCheck } from '~/domain/console-check'
import { formatClock, formatDuration, formatInstant } from '~/i18n/format'
import { StatusBadge } from '~/features/log-patterns/StatusBadge'
import { m } from '~/i18n/gen/messages'

import { whyOf } from './words'

const text = (value: string | null | undefined) =>
  value === null || value === undefined || value === '' ? '—' : <Name value={value} />

/** Sentences beside it are long: without a width of its own a name breaks at every few letters. */
const named = (value: string | null | undefined) => (
  <span className="block min-w-32">{text(value)}</span>
)

export const columns: Column<LogEntry>[] = [
  {
    id: 'time',
    header: m.logs_column_time,
    cell: ({ timestamp }) => <LogTime at={timestamp} />,
  },
  {
    id: 'status',
    header: m.logs_column_status,
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  {
    id: 'call',
    header: m.logs_column_call,
    cell: (entry) => (
      <span className="block max-w-96 min-w-56 text-sm [overflow-wrap:anywhere]">
        <span className="font-mono">
          {entry.method} <Name value={entry.path} />
        </span>{' '}
        {isConsoleCheck(entry) && <Badge>{m.logs_console_check_badge()}</Badge>}
      </span>
    ),
  },
  { id: 'api', header: m.logs_column_api, hideable: true, cell: ({ api }) => named(api) },
  {
    id: 'consumer',
    header: m.logs_column_consumer,
    hideable: true,
    cell: ({ consumer }) => named(consumer),
  },
  {
    id: 'duration',
    header: m.logs_column_duration,
    align: 'end',
    hideable: true,
    cell: ({ duration_ms }) => (
      <span className="whitespace-nowrap tabular-nums">{formatDuration(duration_ms)}</span>
    ),
  },
  {
    id: 'reason',
    header: m.logs_column_reason,
    hideable: true,
    cell: (entry) => <Why entry={entry} />,
  },
  {
    id: 'key',
    header: m.logs_column_key,
    hideable: true,
    startsHidden: true,
    cell: ({ key_prefix }) => <span className="font-mono text-sm">{text(key_prefix)}</span>,
  },
  {
    id: 'request',
    header: m.logs_column_request,
    hideable: true,
    startsHidden: true,
    cell: ({ request_id }) => <span className="font-mono text-sm">{text(request_id)}</span>,
  },
]

/** The time of day to the second; the whole of it on hover. */
function LogTime({ at }: { at: string }) {
  const moment = Date.parse(at)
  if (!Number.isFinite(moment)) return <Name value={at} />
  return (
    <time dateTime={at} title={formatInstant(moment)} className="whitespace-nowrap tabular-nums">
      {formatClock(moment, { seconds: true })}
    </time>
  )
}

/** The sentence; the gateway's own word for it, which logs and metrics know, on hover. */
function Why({ entry }: { entry: LogEntry }) {
  const why = whyOf(entry)
  if (why === undefined) return '—'
  return (
    <span className="block min-w-56 text-sm" title={entry.reason ?? undefined}>
      {why}
    </span>
  )
}
