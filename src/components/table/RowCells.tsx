import { clsx } from 'clsx'
import { memo, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { Column } from './columns'

interface Props<Row> {
  row: Row
  columns: readonly Column<Row>[]
  link: string | undefined
}

/**
 * The cells of a row. With a link the first cell is one, stretched over the row; what can be pressed in the other
 * cells lies above it. Drawn anew only for another row or other columns: a table that waits for newer rows stays as it is.
 */
// `memo` forgets that the component is generic.
export const RowCells = memo(Cells) as typeof Cells

function Cells<Row>({ row, columns, link }: Props<Row>): ReactNode {
  return columns.map((column, index) => {
    const look = clsx('px-3 py-2 align-middle', column.align === 'end' && 'text-right')
    if (index > 0) {
      return (
        <td key={column.id} className={clsx(look, '[&_a]:relative [&_button]:relative')}>
          {column.cell(row)}
        </td>
      )
    }
    return (
      <th key={column.id} scope="row" className={clsx(look, 'min-w-40 font-medium')}>
        {link === undefined ? (
          column.cell(row)
        ) : (
          <Link to={link} className="after:absolute after:inset-0 hover:underline">
            {column.cell(row)}
          </Link>
        )}
      </th>
    )
  })
}
