import { Link, useSearchParams } from 'react-router'

import { writeSearch } from '~/app/params'
import { QuestionPopover } from '~/components/state/QuestionPopover'
import { ReadingValue } from '~/components/state/ReadingValue'
import type { Column } from '~/components/table/columns'
import { DataTable } from '~/components/table/DataTable'
import { Name } from '~/components/ui/Name'
import type { Busiest, Caller } from '~/domain/busiest'
import { busiestBy } from '~/domain/busiest'
import { GATHERED } from '~/domain/promql-keys'
import type { Reading } from '~/domain/reading'
import type { StatusClass } from '~/domain/series'
import type { RangeAnswer } from '~/domain/traffic'
import { formatDuration, formatNumber, formatShare, noNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { schema } from './search'

const count = (id: StatusClass): Column<Caller> => ({
  id,
  header: id,
  align: 'end',
  cell: ({ classes }) => formatNumber(classes.get(id) ?? 0),
})

const NUMBERS: Column<Caller>[] = [
  {
    id: 'calls',
    header: m.dashboard_calls,
    align: 'end',
    cell: ({ calls }) => formatNumber(calls),
  },
  count('2xx'),
  count('4xx'),
  count('429'),
  {
    id: '5xx',
    header: '5xx',
    align: 'end',
    cell: ({ classes, errorShare }) => (
      <span className="whitespace-nowrap">
        {formatNumber(classes.get('5xx') ?? 0)}
        {errorShare !== undefined && errorShare > 0 && (
          <span className="block text-xs text-muted">{formatShare(errorShare)}</span>
        )}
      </span>
    ),
  },
]

const P95: Column<Caller> = {
  id: 'p95',
  header: m.dashboard_p95_short,
  align: 'end',
  cell: ({ p95 }) => (
    <span className="whitespace-nowrap">
      {p95 === undefined ? noNumber : formatDuration(p95 * 1000)}
    </span>
  ),
}

const KINDS = {
  api: { title: m.dashboard_busiest, more: m.dashboard_more_apis },
  consumer: { title: m.dashboard_consumers_busiest, more: m.dashboard_more_consumers },
}

const NAMES: Record<keyof typeof KINDS, Column<Caller>> = {
  api: { id: 'api', header: m.dashboard_api, cell: ({ name }) => <Narrow by="api" name={name} /> },
  consumer: {
    id: 'consumer',
    header: m.dashboard_consumer,
    cell: ({ name }) => <Narrow by="consumer" name={name} />,
  },
}

interface Props {
  by: keyof typeof KINDS
  answer: RangeAnswer
  /** Whether response times are measured for the rows. */
  hasTimes: boolean
}

/** Those with the most calls in the range, each a way to narrow the page to it; how many more there are is said. */
export function BusiestTable({ by, answer, hasTimes }: Props) {
  const reading = rankingOf(answer, by)
  const { title, more: moreText } = KINDS[by]
  if (!('value' in reading))
    return (
      <div className="flex h-56 items-center justify-center">
        <ReadingValue reading={reading} format={() => ''} label={title()} />
      </div>
    )
  const { rows, more } = reading.value
  return (
    <div className="px-4 pb-3 [&_td]:px-2 [&_th]:px-2">
      <DataTable
        rows={rows}
        columns={[NAMES[by], ...NUMBERS, ...(hasTimes ? [P95] : [])]}
        rowKey={(row) => row.name}
        caption={title()}
        empty={m.kit_reading_empty()}
      />
      <p className="mt-1 flex flex-wrap items-center gap-1 text-xs text-faint">
        {more > 0 && moreText({ count: formatNumber(more) })}
        {by === 'consumer' && <span>{m.dashboard_consumers_how()}</span>}
        <QuestionPopover
          question={reading.question}
          label={title()}
          sampledAt={reading.sampledAt}
        />
      </p>
    </div>
  )
}

/** The rows; or that the metrics of this installation do not tell them apart. */
function rankingOf(answer: RangeAnswer, by: Props['by']): Reading<Busiest> {
  const { family } = answer
  if (family && by === 'api' && family.labels.api === undefined)
    return { state: 'off', reason: m.traffic_off_family_apis({ metric: family.requests }) }
  if (family && by === 'consumer' && family.byConsumer === undefined)
    return { state: 'off', reason: m.traffic_off_family_consumers({ metric: family.requests }) }
  return busiestBy(answer, by)
}

function Narrow({ by, name }: Pick<Props, 'by'> & { name: string }) {
  const [params] = useSearchParams()
  if (by === 'consumer' && name === GATHERED)
    return <span className="text-muted">{m.dashboard_consumers_gathered()}</span>
  return (
    <Link
      to={{ search: `${writeSearch(params, schema, { [by]: name })}` }}
      preventScrollReset
      title={m.dashboard_narrow({ name })}
      className="text-accent hover:underline"
    >
      <Name value={name} />
    </Link>
  )
}
