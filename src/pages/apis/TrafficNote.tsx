import { FailureNote } from '~/components/state/FailureNote'
import type { PanelQuery } from '~/components/state/Panel'
import { QuestionPopover } from '~/components/state/QuestionPopover'
import type { RangeAnswer } from '~/domain/traffic'
import { m } from '~/i18n/gen/messages'

/** Where the figures of the table come from, said once; or why there are none. The list itself does not need them. */
export function TrafficNote({ query }: { query: PanelQuery<RangeAnswer> }) {
  if (query.error)
    return (
      <FailureNote
        failure={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    )
  if (query.data === undefined) return null
  return (
    <p className="flex items-center gap-1 text-xs text-faint">
      {m.apis_traffic_note()}
      <QuestionPopover question={query.data.question} label={m.apis_column_calls()} />
    </p>
  )
}
