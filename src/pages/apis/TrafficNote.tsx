import { FailureNote } from '~/components/state/FailureNote'
import type { PanelQuery } from '~/components/state/Panel'
import { QuestionPopover } from '~/components/state/QuestionPopover'
import type { RangeAnswer } from '~/domain/traffic'
import { m } from '~/i18n/gen/messages'

interface Props {
  traffic: PanelQuery<RangeAnswer>
  lastCalls: PanelQuery<RangeAnswer>
}

/** Where the figures of the table come from, said once; or why there are none. The list itself does not need them. */
export function TrafficNote({ traffic, lastCalls }: Props) {
  const failed = [traffic, lastCalls].filter((query) => query.error)
  const [first] = failed
  if (first?.error)
    return (
      <FailureNote
        failure={first.error}
        onRetry={() => void Promise.all(failed.map((query) => query.refetch()))}
        isRetrying={failed.some((query) => query.isFetching)}
      />
    )
  if (traffic.data === undefined) return null
  return (
    <p className="flex flex-wrap items-center gap-1 text-xs text-faint">
      {m.apis_traffic_note()}
      <QuestionPopover question={traffic.data.question} label={m.apis_column_calls()} />
      {lastCalls.data && (
        <QuestionPopover question={lastCalls.data.question} label={m.apis_column_last_call()} />
      )}
    </p>
  )
}
