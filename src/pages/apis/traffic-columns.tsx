import type { Column } from '~/components/table/DataTable'
import type { Contract } from '~/domain/contract'
import type { Reading } from '~/domain/reading'
import { type ApiCalls, callsIn, type RangeAnswer } from '~/domain/traffic'
import { formatNumber, formatShare, noNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** Columns of the last hour's traffic. @param answer undefined while it is asked for, or when it could not be */
export const trafficColumns = (answer: RangeAnswer | undefined): Column<Contract>[] => [
  {
    id: 'calls',
    header: m.apis_column_calls,
    align: 'end',
    hideable: true,
    cell: ({ apiName }) => cell(answer, apiName, ({ calls }) => formatNumber(calls)),
  },
  {
    id: 'errors',
    header: m.apis_column_errors,
    align: 'end',
    hideable: true,
    cell: ({ apiName }) =>
      cell(answer, apiName, ({ errorShare }) =>
        errorShare === undefined ? noNumber : formatShare(errorShare),
      ),
  },
]

function cell(answer: RangeAnswer | undefined, api: string, format: (value: ApiCalls) => string) {
  return answer === undefined ? noNumber : <Figure reading={callsIn(answer, api)} format={format} />
}

/** One query stands behind all of the rows, so it is shown once, above the table, and not a hundred times in it. */
function Figure({
  reading,
  format,
}: {
  reading: Reading<ApiCalls>
  format: (value: ApiCalls) => string
}) {
  if (reading.state === 'value')
    return <span className="tabular-nums">{format(reading.value)}</span>
  if (reading.state === 'stale')
    return (
      <span className="hatched rounded-sm border border-dashed border-warn-line px-1 tabular-nums">
        {format(reading.value)}
      </span>
    )
  return <span className="text-sm text-faint">{m.kit_reading_empty()}</span>
}
