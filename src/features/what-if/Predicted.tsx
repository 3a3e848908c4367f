import { useMemo } from 'react'

import type { ReplayOf } from '~/api/replay'
import { type Column, DataTable } from '~/components/table/DataTable'
import { Name } from '~/components/ui/Name'
import type { Limit } from '~/domain/burst'
import { type CallerRefusals, predict, type Prediction } from '~/domain/replay'
import { formatDuration, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** "3", or "at least 3, at most 7" where the samples leave it open. */
const between = (least: number, most: number): string =>
  least === most
    ? formatNumber(least)
    : m.whatif_between({ least: formatNumber(least), most: formatNumber(most) })

/** Half a page is narrow: the table is moved sideways rather than its names broken at every letter. */
const named = (name: string) => (
  <span className="block min-w-28">
    <Name value={name} />
  </span>
)

const columns: Column<CallerRefusals>[] = [
  { id: 'consumer', header: m.whatif_col_consumer, cell: (row) => named(row.consumer) },
  { id: 'api', header: m.whatif_col_api, cell: (row) => named(row.api) },
  {
    id: 'calls',
    header: m.whatif_col_calls,
    align: 'end',
    cell: ({ calls }) => formatNumber(calls),
  },
  {
    id: 'refused',
    header: m.whatif_col_refused,
    align: 'end',
    cell: ({ least, most }) => between(least, most),
  },
  {
    id: 'minutes',
    header: m.whatif_col_minutes,
    align: 'end',
    cell: ({ leastSpans, mostSpans }) => between(leastSpans, mostSpans),
  },
  {
    id: 'peak',
    header: m.whatif_col_peak,
    align: 'end',
    cell: ({ peak }) => formatNumber(peak, { maximumFractionDigits: 0 }),
  },
]

interface Props {
  replay: ReplayOf
  limit: Limit
}

/** Who would have been refused, how often, and how far the samples let that be known. */
export function Predicted({ replay, limit }: Props) {
  const prediction = useMemo(() => predict(replay, limit), [replay, limit])
  if (replay.watched === 0) return <p>{m.whatif_unwatched()}</p>
  return (
    <>
      <p className="font-medium">{sentenceOf(replay, prediction)}</p>
      {prediction.rows.length > 0 && (
        <DataTable
          rows={prediction.rows}
          columns={columns}
          rowKey={({ api, consumer }) => JSON.stringify([api, consumer])}
          caption={m.whatif_table()}
          empty={m.whatif_nobody()}
        />
      )}
      <ul className="flex list-disc flex-col gap-1 pl-5 text-sm text-muted">
        {notesOf(replay, prediction).map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  )
}

function sentenceOf({ callers }: ReplayOf, { rows, surely, calls, least, most }: Prediction) {
  const said = {
    calls: formatNumber(calls),
    callers: formatNumber(callers.length),
    surely: formatNumber(surely),
    maybe: formatNumber(rows.length),
    refused: between(least, most),
  }
  if (callers.length === 0) return m.whatif_no_calls()
  if (calls === 0) return m.whatif_all_unplaced()
  if (rows.length === 0) return m.whatif_none_refused(said)
  return surely === 0 ? m.whatif_maybe_refused(said) : m.whatif_refused(said)
}

const DAY_MS = 86_400_000

function notesOf(
  { callers, total, watched, step, scrape, unread }: ReplayOf,
  { unplaced }: Prediction,
): string[] {
  return [
    m.whatif_note_resolution({ step: formatNumber(step), scrape: formatNumber(scrape) }),
    watched === 1
      ? m.whatif_note_whole()
      : m.whatif_note_share({
          watched: formatDuration(watched * DAY_MS),
          whole: formatDuration(DAY_MS),
        }),
    ...(unplaced > 0 ? [m.whatif_note_unplaced({ count: formatNumber(unplaced) })] : []),
    m.whatif_note_callers(),
    ...(total > callers.length
      ? [
          m.whatif_note_busiest({
            shown: formatNumber(callers.length),
            total: formatNumber(total),
          }),
        ]
      : []),
    ...(unread > 0 ? [m.whatif_note_unread({ count: unread })] : []),
  ]
}
