import type { ComponentProps } from 'react'

import { FailureNote } from '../state/FailureNote'
import type { PanelQuery } from '../state/Panel'
import { Skeleton } from '../state/Skeleton'
import { DataTable } from './DataTable'

/** A page of rows, as every list of the API answers. */
interface Rows<Row> {
  items: readonly Row[]
  total: number
}

type Props<Row> = Omit<ComponentProps<typeof DataTable<Row>>, 'rows' | 'total' | 'pending'> & {
  query: PanelQuery<Rows<Row>> & { isPlaceholderData: boolean }
}

/** A list page's table with the states of its query: the place is kept, and a failure is drawn where the rows would be. */
export function QueryTable<Row>({ query, ...table }: Props<Row>) {
  const retry = () => void query.refetch()
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {query.error !== null && (
        <FailureNote failure={query.error} onRetry={retry} isRetrying={query.isFetching} />
      )}
      {query.data === undefined && query.error === null && (
        <div className="rounded-lg border border-line bg-surface p-4">
          <Skeleton lines={8} />
        </div>
      )}
      {query.data !== undefined && (
        <DataTable
          {...table}
          rows={query.data.items}
          total={query.data.total}
          pending={query.isPlaceholderData}
        />
      )}
    </div>
  )
}
