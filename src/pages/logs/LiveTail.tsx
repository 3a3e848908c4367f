import { useState, useSyncExternalStore } from 'react'

import type { LogEntry } from '~/api/logs'
import type { TailState } from '~/api/log-tail'
import { createLogTail } from '~/api/log-tail'
import { EmptyState } from '~/components/state/EmptyState'
import { FailureNote } from '~/components/state/FailureNote'
import { DataTable } from '~/components/table/DataTable'
import { m } from '~/i18n/gen/messages'

import { columns } from './columns'
import type { LogSearch } from './search'
import { filterOf } from './search'

interface Props {
  tenant: string
  search: LogSearch
  linkTo: (entry: LogEntry) => string
}

const phaseWords: Record<TailState['phase'], () => string> = {
  connecting: m.logs_live_connecting,
  following: m.logs_live_following,
  waiting: m.logs_live_waiting,
  hidden: m.logs_live_hidden,
}

/** The log as it grows. Another filter is another tail: its owner gives it a key. */
export function LiveTail({ tenant, search, linkTo }: Props) {
  const [tail] = useState(() => createLogTail(tenant, filterOf(search)))
  const state = useSyncExternalStore(tail.subscribe, tail.snapshot)
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <p className="text-sm text-muted">
        <output>{phaseWords[state.phase]()}</output>{' '}
        {/* Not announced: on a busy gateway it would never be silent. */}
        <span aria-live="off">{m.logs_live_seen({ count: state.seen })}</span>
      </p>
      {state.missed > 0 && (
        <p className="text-sm text-warn">{m.logs_live_missed({ count: state.missed })}</p>
      )}
      {state.failure !== undefined && <FailureNote failure={state.failure} />}
      <DataTable
        rows={state.entries}
        columns={columns}
        rowKey={(entry) => entry.request_id}
        rowLink={linkTo}
        caption={m.logs_caption()}
        choiceName="logs"
        empty={<EmptyState title={m.logs_live_empty()} hint={m.logs_live_empty_hint()} />}
      />
    </div>
  )
}
