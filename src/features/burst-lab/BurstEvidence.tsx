import DownloadIcon from 'lucide-react/icons/download'
import { useState } from 'react'

import { Button } from '~/components/ui/Button'
import { type Column, DataTable } from '~/components/table/DataTable'
import type { BurstCall } from '~/domain/burst'
import { burstCsv } from '~/domain/burst-csv'
import { formatDuration, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

const columns: Column<BurstCall>[] = [
  { id: 'index', header: m.labs_col_index, cell: ({ index }) => formatNumber(index) },
  { id: 'sent', header: m.labs_col_sent, cell: ({ sentAt }) => formatDuration(sentAt) },
  { id: 'status', header: m.labs_col_status, cell: ({ status }) => (status === 0 ? '–' : status) },
  { id: 'reason', header: m.labs_col_reason, cell: ({ reason }) => reason ?? '' },
  {
    id: 'time',
    header: m.labs_col_time,
    cell: ({ sentAt, endedAt }) => formatDuration(endedAt - sentAt),
  },
  {
    id: 'left',
    header: m.labs_col_left,
    cell: ({ headers }) => headers['ratelimit-remaining'] ?? '',
  },
]

/** Every call of a burst, to be read and to be kept. */
export function BurstEvidence({ calls }: { calls: readonly BurstCall[] }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className="flex flex-col gap-2">
      <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary className="cursor-pointer text-sm text-muted">{m.labs_evidence()}</summary>
        {isOpen && (
          <div className="mt-2">
            <DataTable
              rows={calls}
              columns={columns}
              rowKey={({ index }) => String(index)}
              caption={m.labs_evidence()}
              empty={m.labs_result_none()}
            />
          </div>
        )}
      </details>
      <div>
        <Button size="sm" icon={DownloadIcon} onClick={() => save(burstCsv(calls))}>
          {m.labs_csv()}
        </Button>
      </div>
    </div>
  )
}

function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'burst.csv'
  link.click()
  URL.revokeObjectURL(url)
}
