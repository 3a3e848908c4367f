import { clsx } from 'clsx'
import AscendingIcon from 'lucide-react/icons/arrow-up'
import DescendingIcon from 'lucide-react/icons/arrow-down'
import UnsortedIcon from 'lucide-react/icons/chevrons-up-down'
import { headerOf, nextSort, sortOf, type Column } from './columns'

interface Props<Row> {
  column: Column<Row>
  sort: string
  onSort: ((sort: string) => void) | undefined
}

const icons = { ascending: AscendingIcon, descending: DescendingIcon, none: UnsortedIcon }

/** A column's header; where it can be sorted it is a button, and the order is said by `aria-sort`. */
export function HeaderCell<Row>({ column, sort, onSort }: Props<Row>) {
  const isSortable = column.sortable === true && onSort !== undefined
  const order = sortOf(sort, column.id)
  const Icon = icons[order]
  return (
    <th
      scope="col"
      aria-sort={isSortable ? order : undefined}
      className={clsx(
        'h-9 px-3 py-1 text-xs font-medium text-muted',
        // A figure is narrower than what it is called: where there is no room, its name breaks.
        column.align === 'end' ? 'text-right text-balance' : 'whitespace-nowrap',
      )}
    >
      {isSortable ? (
        <button
          type="button"
          data-print="keep"
          onClick={() => onSort(nextSort(sort, column.id))}
          className={clsx(
            'inline-flex items-center gap-1 rounded-sm hover:text-ink',
            order !== 'none' && 'text-ink',
          )}
        >
          {headerOf(column)}
          <Icon aria-hidden size={13} className={order === 'none' ? 'text-faint' : 'text-accent'} />
        </button>
      ) : (
        headerOf(column)
      )}
    </th>
  )
}
