import { useInfiniteQuery } from '@tanstack/react-query'

import type { LogEntry } from '~/api/logs'
import { logs } from '~/api/logs'
import { EmptyState } from '~/components/state/EmptyState'
import { FailureNote } from '~/components/state/FailureNote'
import { Skeleton } from '~/components/state/Skeleton'
import { DataTable } from '~/components/table/DataTable'
import { Button } from '~/components/ui/Button'
import type { TimeRange } from '~/domain/time-range'
import { m } from '~/i18n/gen/messages'

import { columns } from './columns'
import type { LogSearch } from './search'
import { filterOf, isFiltered } from './search'

interface Props {
  tenant: string
  search: LogSearch
  range: TimeRange
  linkTo: (entry: LogEntry) => string
  onClear: () => void
}

/** What the log holds, newest first; older entries come on demand. */
export function LogList({ tenant, search, range, linkTo, onClear }: Props) {
  const query = useInfiniteQuery(logs.pages(tenant, filterOf(search), range))
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  const retry = () => void query.refetch()
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {query.error !== null && (
        <FailureNote failure={query.error} onRetry={retry} isRetrying={query.isFetching} />
      )}
      {query.isPending && query.error === null && (
        <div className="rounded-lg border border-line bg-surface p-4">
          <Skeleton lines={8} />
        </div>
      )}
      {query.data !== undefined && (
        <DataTable
          rows={rows}
          columns={columns}
          rowKey={(entry) => entry.request_id}
          rowLink={linkTo}
          caption={m.logs_caption()}
          choiceName="logs"
          pending={query.isRefetching && !query.isFetchingNextPage}
          empty={
            <EmptyState
              title={m.logs_empty()}
              hint={m.logs_empty_hint()}
              action={isFiltered(search) && <Button onClick={onClear}>{m.logs_clear()}</Button>}
            />
          }
        />
      )}
      {(rows.length > 0 || query.hasNextPage) && <Foot query={query} />}
    </div>
  )
}

type Older = Pick<
  ReturnType<typeof useInfiniteQuery>,
  'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'
>

function Foot({ query }: { query: Older }) {
  return (
    <div className="flex justify-center">
      {query.hasNextPage ? (
        <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {m.logs_older()}
        </Button>
      ) : (
        <p className="text-sm text-faint">{m.logs_end()}</p>
      )}
    </div>
  )
}
