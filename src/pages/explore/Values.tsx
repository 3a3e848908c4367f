import type { Explored } from '~/api/explore'
import { EmptyState } from '~/components/state/EmptyState'
import { QuestionPopover } from '~/components/state/QuestionPopover'
import type { Column } from '~/components/table/columns'
import { DataTable } from '~/components/table/DataTable'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import { seriesText } from '~/domain/promql-fault'
import type { Series } from '~/domain/series'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** Every digit counts here: somebody is looking for something. */
function valueText(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return formatNumber(value, { maximumSignificantDigits: 15 })
}

const columns: Column<Series>[] = [
  {
    id: 'series',
    header: m.explore_series,
    cell: ({ labels }) => (
      <code className="block min-w-40 text-sm [overflow-wrap:anywhere]">
        <Name value={seriesText(labels)} />
      </code>
    ),
  },
  {
    id: 'value',
    header: m.explore_value,
    align: 'end',
    cell: ({ samples: [sample] }) => (
      <span className="tabular-nums">{valueText(sample?.value)}</span>
    ),
  },
  {
    id: 'at',
    header: m.explore_at,
    cell: ({ samples: [sample] }) => (sample ? <Time at={sample.at * 1000} /> : '—'),
  },
]

/** The answer at the end of the range, one row a series. */
export function Values({ answer }: { answer: Explored }) {
  const { series, warnings, question } = answer
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex items-center gap-2 text-sm text-muted">
        {m.explore_count({ count: series.length })}
        <QuestionPopover question={question} label={m.explore_result()} />
      </div>
      {warnings.length > 0 && (
        <p className="text-sm text-warn">{m.charts_warnings({ text: warnings.join('; ') })}</p>
      )}
      <DataTable<Series>
        rows={series}
        rowKey={({ labels }) => seriesText(labels)}
        caption={m.explore_result()}
        empty={<EmptyState title={m.kit_reading_empty()} hint={m.explore_none_hint()} />}
        columns={columns}
      />
    </div>
  )
}
