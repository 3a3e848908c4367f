import HistoryIcon from 'lucide-react/icons/history'
import { useId, type ReactNode } from 'react'
import { formatRelative } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'
import { useNow } from '../ui/use-now'
import { FailureNote } from './FailureNote'
import { Skeleton } from './Skeleton'

/** What a panel needs of a TanStack query; `useQuery(…)` fits as it is. */
export interface PanelQuery<T> {
  data: T | undefined
  error: Error | null
  isFetching: boolean
  dataUpdatedAt: number
  refetch: () => Promise<unknown>
}

interface Props<T> {
  title: ReactNode
  /** What can be done with the panel's content. */
  action?: ReactNode
  description?: ReactNode
  query: PanelQuery<T>
  /** What keeps its place meanwhile. */
  skeleton?: ReactNode
  /** Content that reaches to the panel's edges, as tables do. */
  isFlush?: boolean
  children: (data: T) => ReactNode
}

/**
 * A part of a page that is loaded on its own. Whatever becomes of its query is drawn inside it: it never blanks the
 * page, and data that could not be refreshed stays, with its age.
 */
export function Panel<T>({
  title,
  action,
  description,
  query,
  skeleton,
  isFlush = false,
  children,
}: Props<T>) {
  const titleId = useId()
  return (
    <section
      aria-labelledby={titleId}
      aria-busy={query.isFetching}
      className="min-w-0 rounded-lg border border-line bg-surface"
    >
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pt-3 pb-2">
        <div className="min-w-0">
          <h2 id={titleId} className="text-base">
            {title}
          </h2>
          {description !== undefined && <p className="text-sm text-muted">{description}</p>}
        </div>
        {action !== undefined && (
          <div className="flex flex-wrap items-center gap-2" data-print="never">
            {action}
          </div>
        )}
      </header>
      <div className={isFlush ? 'pb-1' : 'px-4 pb-4'}>
        <PanelBody query={query} skeleton={skeleton} isFlush={isFlush}>
          {children}
        </PanelBody>
      </div>
    </section>
  )
}

function PanelBody<T>({
  query,
  skeleton,
  isFlush,
  children,
}: Pick<Props<T>, 'query' | 'skeleton' | 'isFlush' | 'children'>) {
  const retry = () => void query.refetch()
  const inset = isFlush === true ? 'px-4 pb-3' : ''
  if (query.data === undefined) {
    return (
      <div className={inset}>
        {query.error === null ? (
          (skeleton ?? <Skeleton />)
        ) : (
          <FailureNote failure={query.error} onRetry={retry} isRetrying={query.isFetching} />
        )}
      </div>
    )
  }
  return (
    <>
      {query.error !== null && (
        <div className={`mb-3 flex flex-col gap-2 ${inset}`}>
          <StaleLine at={query.dataUpdatedAt} />
          <FailureNote failure={query.error} onRetry={retry} isRetrying={query.isFetching} />
        </div>
      )}
      {children(query.data)}
    </>
  )
}

function StaleLine({ at }: { at: number }) {
  const now = useNow()
  return (
    <p className="flex items-center gap-1.5 text-sm text-warn">
      <HistoryIcon aria-hidden size={14} className="shrink-0" />
      {m.kit_panel_stale({ age: formatRelative(at, now) })}
    </p>
  )
}
