import { useEffect, useRef } from 'react'
import { m } from '~/i18n/gen/messages'
import type { Selection } from './selection'

interface HeadProps<Row> {
  rows: readonly Row[]
  selection: Selection<Row>
}

/** The box over the column of boxes: all rows of this page, some of them, or none. */
export function SelectHead<Row>({ rows, selection }: HeadProps<Row>) {
  const box = useRef<HTMLInputElement>(null)
  const chosen = rows.filter(selection.isChosen).length
  const isAll = rows.length > 0 && chosen === rows.length
  const isSome = chosen > 0 && !isAll
  useEffect(() => {
    // Only a property says so; there is no attribute for it.
    if (box.current !== null) box.current.indeterminate = isSome
  }, [isSome])
  return (
    <th scope="col" className="w-9 pl-3" data-print="never">
      <input
        ref={box}
        type="checkbox"
        className="block size-4 accent-accent"
        aria-label={m.kit_select_page()}
        checked={isAll}
        onChange={() => selection.choose(rows, !isAll)}
      />
    </th>
  )
}

/** The box of one row; it lies above the link that is stretched over the row. */
export function SelectCell<Row>({ row, selection }: { row: Row; selection: Selection<Row> }) {
  return (
    <td className="relative z-10 w-9 pl-3" data-print="never">
      <input
        type="checkbox"
        className="block size-4 accent-accent"
        aria-label={selection.labelOf(row)}
        checked={selection.isChosen(row)}
        onChange={(event) => selection.choose([row], event.target.checked)}
      />
    </td>
  )
}
