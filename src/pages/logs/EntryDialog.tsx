import { useQuery } from '@tanstack/react-query'

import type { LogEntry } from '~/api/logs'
import { logs } from '~/api/logs'
import { paths } from '~/app/paths'
import { FailureNote } from '~/components/state/FailureNote'
import { Skeleton } from '~/components/state/Skeleton'
import { Code } from '~/components/ui/Code'
import { Dialog } from '~/components/ui/Dialog'
import { Facts } from '~/components/ui/Facts'
import { LinkButton } from '~/components/ui/LinkButton'
import { Name } from '~/components/ui/Name'
import { formatDuration, formatInstant } from '~/i18n/format'
import { StatusBadge } from '~/features/log-patterns/StatusBadge'
import { m } from '~/i18n/gen/messages'

import { whyOf } from './words'

interface Props {
  tenant: string
  requestId: string
  /** The entry where the list holds it; otherwise the log is asked. */
  known: LogEntry | undefined
  onClose: () => void
}

/** One call, whole, with the ways to whom and what it concerns. Its address can be handed on. */
export function EntryDialog({ tenant, requestId, known, onClose }: Props) {
  const query = useQuery({ ...logs.entry(tenant, requestId), enabled: known === undefined })
  const entry = known ?? query.data
  return (
    <Dialog title={m.logs_entry_title({ id: requestId })} onClose={onClose} size="lg" isLight>
      {entry === undefined && query.error !== null && (
        <FailureNote
          failure={query.error}
          onRetry={() => void query.refetch()}
          isRetrying={query.isFetching}
        />
      )}
      {entry === undefined && query.error === null && <Skeleton lines={6} />}
      {entry === null && <p>{m.logs_entry_missing()}</p>}
      {entry && <Entry tenant={tenant} entry={entry} />}
    </Dialog>
  )
}

/** In words, and as the gateway calls it. */
function Why({ entry }: { entry: LogEntry }) {
  const why = whyOf(entry)
  if (why === undefined) return '—'
  return (
    <>
      {why}
      {entry.reason && (
        <code className="block text-sm text-muted">
          <Name value={entry.reason} />
        </code>
      )}
    </>
  )
}

const named = (value: string | null | undefined, otherwise = '—') =>
  value ? <Name value={value} /> : otherwise

function Entry({ tenant, entry }: { tenant: string; entry: LogEntry }) {
  const { api, consumer } = entry
  return (
    <div className="flex flex-col gap-4">
      <Facts
        facts={[
          { label: m.logs_column_status(), value: <StatusBadge status={entry.status} /> },
          { label: m.logs_column_reason(), value: <Why entry={entry} /> },
          { label: m.logs_column_call(), value: <Name value={`${entry.method} ${entry.path}`} /> },
          { label: m.logs_entry_began(), value: formatInstant(Date.parse(entry.timestamp)) },
          { label: m.logs_column_duration(), value: formatDuration(entry.duration_ms) },
          {
            label: m.logs_entry_backend(),
            value:
              entry.upstream_ms == null
                ? m.logs_entry_no_backend()
                : formatDuration(entry.upstream_ms),
          },
          { label: m.logs_column_api(), value: named(api) },
          { label: m.logs_column_consumer(), value: named(consumer, m.logs_entry_anonymous()) },
          { label: m.logs_column_key(), value: named(entry.key_prefix) },
        ]}
      />
      <div className="flex flex-wrap gap-2">
        {api && (
          <LinkButton to={{ pathname: paths.apis({ tenant }), search: searchFor({ search: api }) }}>
            {m.logs_entry_api()}
          </LinkButton>
        )}
        {consumer && (
          <>
            <LinkButton
              to={{
                pathname: paths.consumers({ tenant }),
                search: searchFor({ search: consumer }),
              }}
            >
              {m.logs_entry_consumer()}
            </LinkButton>
            <LinkButton to={{ pathname: paths.logs({ tenant }), search: searchFor({ consumer }) }}>
              {m.logs_entry_same()}
            </LinkButton>
          </>
        )}
      </div>
      <Code label={m.logs_entry_json()}>{JSON.stringify(entry, null, 2)}</Code>
    </div>
  )
}

const searchFor = (values: Record<string, string>) => new URLSearchParams(values).toString()
