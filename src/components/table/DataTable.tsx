import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { m } from '~/i18n/gen/messages'
import { useColumnChoice } from './column-choice'
import { ColumnPicker } from './ColumnPicker'
import { HeaderCell } from './HeaderCell'
import { Pagination } from './Pagination'
import { RowCells } from './RowCells'
import { SelectCell, SelectHead } from './SelectCells'
import type { Selection } from './selection'
import type { Column } from './columns'

export type { Column }

interface Props<Row> {
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  /** What is shown when there is no row: it teaches, or says how to loosen the search. */
  empty: ReactNode
  /** What the table lists: "Consumers". Read out, not drawn. */
  caption: string
  /** Rows on the server that fit the search, all pages together; without it there is no paging. */
  total?: number
  /** From 1. */
  page?: number
  pageSize?: number
  onPage?: (page: number) => void
  /** As the API takes it: `name`, `-created_at`. */
  sort?: string
  onSort?: (sort: string) => void
  /** Where a row leads: its first cell becomes the link, and a press anywhere on the row follows it. */
  rowLink?: (row: Row) => string
  /** Newer rows are on their way; these stay readable meanwhile. */
  pending?: boolean
  /** Under this name the reader's choice of columns is kept. */
  choiceName?: string
  /** Each row gets a box, and the head one for the page. */
  selection?: Selection<Row>
}

/** A list page's table: paging, sorting and searching are the server's, and so are the totals. */
export function DataTable<Row>(props: Props<Row>) {
  const {
    rows,
    columns,
    rowKey,
    caption,
    sort = '',
    onSort,
    rowLink,
    pending = false,
    choiceName,
    selection,
  } = props
  const { shown, isShown, show } = useColumnChoice(choiceName, columns)
  const hideable = columns.filter((column) => column.hideable === true)
  return (
    <div className="min-w-0 rounded-lg border border-line bg-surface" aria-busy={pending}>
      <section
        // Scrolls sideways on narrow windows, so it takes part in the tab order.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={m.kit_table_scroll({ caption })}
        className="relative overflow-x-auto rounded-t-lg focus-visible:-outline-offset-2"
      >
        <table className="w-full border-collapse text-left">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr className="border-b border-line">
              {selection !== undefined && <SelectHead rows={rows} selection={selection} />}
              {shown.map((column) => (
                <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody className={clsx('transition-opacity', pending && 'opacity-60')}>
            {rows.map((row) => (
              <tr
                key={rowKey(row)}
                className={clsx(
                  'relative border-b border-line last:border-0',
                  rowLink !== undefined && 'hover:bg-hover',
                )}
              >
                {selection !== undefined && <SelectCell row={row} selection={selection} />}
                <RowCells row={row} columns={shown} link={rowLink?.(row)} />
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <NoRows {...props} />}
      </section>
      <TableFoot {...props}>
        {hideable.length > 0 && <ColumnPicker columns={hideable} isShown={isShown} onShow={show} />}
      </TableFoot>
      <output className="sr-only">{pending ? m.kit_table_updating() : ''}</output>
    </div>
  )
}

function TableFoot<Row>({
  rows,
  caption,
  total,
  page,
  pageSize,
  onPage,
  children,
}: Props<Row> & { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line px-3 py-2 empty:hidden">
      {total !== undefined && (
        <Pagination
          caption={caption}
          total={total}
          page={page ?? 1}
          pageSize={pageSize ?? Math.max(rows.length, 1)}
          onPage={onPage}
        />
      )}
      {children}
    </div>
  )
}

/** No row: either nothing fits, or the page asked for lies beyond the last one. */
function NoRows<Row>({ empty, total = 0, onPage }: Props<Row>) {
  if (total === 0 || onPage === undefined) {
    return typeof empty === 'string' ? (
      <p className="px-4 py-10 text-center text-muted">{empty}</p>
    ) : (
      empty
    )
  }
  return (
    <p className="px-4 py-10 text-center text-muted">
      {m.kit_page_beyond()}{' '}
      <button
        type="button"
        className="text-accent underline underline-offset-2"
        onClick={() => onPage(1)}
      >
        {m.kit_page_first()}
      </button>
    </p>
  )
}
