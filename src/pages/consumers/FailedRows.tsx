import { DataTable } from '~/components/table/DataTable'
import type { Column } from '~/components/table/columns'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { saveFile } from '~/components/ui/save-file'
import { Section } from '~/components/ui/Section'
import { failedCsv } from '~/domain/consumer-csv'
import type { FailedRow } from '~/features/import/import-run'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** More are in the file only: nobody reads on. */
const MOST_DRAWN = 100

const columns: Column<FailedRow>[] = [
  {
    id: 'line',
    header: m.import_line,
    cell: ({ row }) => <span className="tabular-nums">{formatNumber(row.line)}</span>,
  },
  {
    id: 'fault',
    header: m.import_fault,
    cell: ({ detail }) => <span className="block min-w-48">{detail}</span>,
  },
  {
    id: 'row',
    header: m.bulk_row,
    cell: ({ row }) => (
      <span className="block min-w-64 font-mono text-sm">
        <Name value={row.cells.join(', ')} />
      </span>
    ),
  },
]

interface Props {
  failed: readonly FailedRow[]
  headerCells: readonly string[]
  fileName: string
  /** The other rows were sent: before that, nothing was or was not created. */
  isOver: boolean
}

/** The rows that were not or will not be created, each with its line and reason, and the file to mend them in. */
export function FailedRows({ failed, headerCells, fileName, isOver }: Props) {
  const title = isOver ? m.import_failed() : m.import_faulty()
  const more = failed.length - MOST_DRAWN
  const save = () =>
    saveFile(
      `${fileName.replace(/\.csv$/i, '')}-failed.csv`,
      'text/csv',
      failedCsv(headerCells, failed),
    )
  return (
    <Section
      title={title}
      description={m.import_save_hint()}
      action={<Button onClick={save}>{m.import_save_failed()}</Button>}
    >
      <DataTable
        rows={failed.slice(0, MOST_DRAWN)}
        columns={columns}
        rowKey={({ row }) => `${row.line}`}
        caption={title}
        empty=""
        total={failed.length}
      />
      {more > 0 && (
        <p className="pt-2 text-muted">
          {m.import_more({ count: more, shown: formatNumber(more) })}
        </p>
      )}
    </Section>
  )
}
