import type { ReactNode } from 'react'

import type { Column } from '~/components/table/DataTable'
import { Time } from '~/components/ui/Time'
import type { Contract } from '~/domain/contract'
import type { Reading } from '~/domain/reading'
import { callsIn, lastCallIn, type RangeAnswer } from '~/domain/traffic'
import { formatNumber, formatShare, noNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** An answer; undefined while it is asked for, or when it could not be. */
type Answer = RangeAnswer | undefined

/** Columns of the last hour's traffic, and of the last call. */
export const trafficColumns = (traffic: Answer, lastCalls: Answer): Column<Contract>[] => [
  {
    id: 'calls',
    header: m.apis_column_calls,
    align: 'end',
    hideable: true,
    cell: ({ apiName }) => cell(traffic, apiName, callsIn, ({ calls }) => formatNumber(calls)),
  },
  {
    id: 'errors',
    header: m.apis_column_errors,
    align: 'end',
    hideable: true,
    cell: ({ apiName }) =>
      cell(traffic, apiName, callsIn, ({ errorShare }) =>
        errorShare === undefined ? noNumber : formatShare(errorShare),
      ),
  },
  {
    id: 'last_call',
    header: m.apis_column_last_call,
    hideable: true,
    cell: ({ apiName }) =>
      cell(lastCalls, apiName, lastCallIn, (at) =>
        at === null ? <span className="text-muted">{m.apis_no_call()}</span> : <Time at={at} />,
      ),
  },
]

function cell<T>(
  answer: Answer,
  api: string,
  read: (answer: RangeAnswer, api: string) => Reading<T>,
  format: (value: T) => ReactNode,
) {
  return answer === undefined ? noNumber : <Figure reading={read(answer, api)} format={format} />
}

/** One query stands behind all of the rows, so it is shown once, above the table, and not a hundred times in it. */
function Figure<T>({ reading, format }: { reading: Reading<T>; format: (value: T) => ReactNode }) {
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
