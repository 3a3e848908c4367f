import { Link } from 'react-router'

import { paths } from '~/app/paths'
import { QuestionPopover } from '~/components/state/QuestionPopover'
import { ReadingValue } from '~/components/state/ReadingValue'
import type { Column } from '~/components/table/columns'
import { DataTable } from '~/components/table/DataTable'
import { Name } from '~/components/ui/Name'
import type { ApiTraffic, RangeAnswer } from '~/domain/traffic'
import { busiestApis } from '~/domain/traffic'
import { formatDuration, formatNumber, formatShare } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

const unknown = '—'

const columnsFor = (tenant: string): Column<ApiTraffic>[] => [
  {
    id: 'api',
    header: m.dashboard_api,
    cell: ({ api }) => (
      <Link
        to={{ pathname: paths.apis({ tenant }), search: `${new URLSearchParams({ search: api })}` }}
        className="text-accent hover:underline"
      >
        <Name value={api} />
      </Link>
    ),
  },
  {
    id: 'calls',
    header: m.dashboard_calls,
    align: 'end',
    cell: ({ calls }) => formatNumber(calls),
  },
  {
    id: 'errors',
    header: m.dashboard_error_share,
    align: 'end',
    cell: ({ errorShare }) => (errorShare === undefined ? unknown : formatShare(errorShare)),
  },
  {
    id: 'p95',
    header: m.dashboard_p95_short,
    align: 'end',
    cell: ({ p95 }) => (
      <span className="whitespace-nowrap">
        {p95 === undefined ? unknown : formatDuration(p95 * 1000)}
      </span>
    ),
  },
]

/** The APIs with the most calls in the range; how many more there are is said. */
export function BusiestApis({ tenant, answer }: { tenant: string; answer: RangeAnswer }) {
  const reading = busiestApis(answer)
  if (!('value' in reading))
    return (
      <div className="flex h-56 items-center justify-center">
        <ReadingValue reading={reading} format={() => ''} label={m.dashboard_busiest()} />
      </div>
    )
  const { rows, more } = reading.value
  return (
    <div className="px-4 pb-3">
      <DataTable
        rows={rows}
        columns={columnsFor(tenant)}
        rowKey={({ api }) => api}
        caption={m.dashboard_busiest()}
        empty={m.kit_reading_empty()}
      />
      <p className="mt-1 flex items-center gap-1 text-xs text-faint">
        {more > 0 && m.dashboard_more_apis({ count: formatNumber(more) })}
        <QuestionPopover
          question={reading.question}
          label={m.dashboard_busiest()}
          sampledAt={reading.sampledAt}
        />
      </p>
    </div>
  )
}
