import type { ReactNode } from 'react'

import { EmptyState } from '~/components/state/EmptyState'
import { DataTable } from '~/components/table/DataTable'
import type { Column } from '~/components/table/columns'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { Section } from '~/components/ui/Section'
import type { FileRow, Header } from '~/domain/consumer-csv'
import type { ImportRun } from '~/features/import/import-run'
import { formatList, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

const FIRST_ROWS = 10

/** What a file would create, before anything is sent. */
export function ImportPreview({ run }: { run: ImportRun }) {
  const { header, good, bad } = run.snapshot()
  const other = <Button onClick={() => run.reset()}>{m.import_other()}</Button>
  if (header === undefined) return other
  const wrong = headerFaults(header)
  if (wrong.length > 0) return <Unfit title={m.import_header_wrong()} text={wrong} other={other} />
  if (good.length + bad.length === 0)
    return <Unfit title={m.import_no_rows()} text={m.import_columns()} other={other} />
  return (
    <Section
      title={m.import_preview()}
      action={
        <>
          {other}
          {good.length > 0 && (
            <Button variant="primary" onClick={() => void run.start()}>
              {m.import_start({ count: good.length, shown: formatNumber(good.length) })}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <output className="tabular-nums">
          {m.import_good({ count: good.length, shown: formatNumber(good.length) })}{' '}
          {bad.length > 0 && m.import_bad({ count: bad.length, shown: formatNumber(bad.length) })}
        </output>
        <DataTable
          rows={good.slice(0, FIRST_ROWS)}
          columns={columnsOf(header)}
          rowKey={({ line }) => `${line}`}
          caption={m.import_first_rows()}
          empty={m.import_good({ count: 0, shown: formatNumber(0) })}
        />
      </div>
    </Section>
  )
}

function Unfit({ title, text, other }: { title: string; text: string; other: ReactNode }) {
  return <EmptyState title={title} hint={text} action={other} />
}

function headerFaults({ missing, unknown, twice }: Header): string {
  return [
    missing.length > 0 && m.import_missing({ names: formatList(missing) }),
    unknown.length > 0 && m.import_unknown({ names: formatList(unknown) }),
    twice.length > 0 && m.import_twice({ names: formatList(twice) }),
  ]
    .filter((one) => one !== false)
    .join(' ')
}

function columnsOf({ columns }: Header): Column<FileRow>[] {
  const line: Column<FileRow> = {
    id: 'line',
    header: m.import_line,
    cell: (row) => <span className="tabular-nums">{formatNumber(row.line)}</span>,
  }
  const named = columns.flatMap((column, index): Column<FileRow>[] =>
    column === undefined
      ? []
      : [{ id: column, header: column, cell: ({ cells }) => <Cell text={cells[index] ?? ''} /> }],
  )
  return [line, ...named]
}

/** Wide enough that the table scrolls on a phone instead of breaking every word. */
function Cell({ text }: { text: string }) {
  return (
    <span className="block min-w-32">
      <Name value={text} />
    </span>
  )
}
