import ColumnsIcon from 'lucide-react/icons/columns-3'
import { useId, useState } from 'react'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'
import { useFloating } from '../ui/use-floating'
import { headerOf, type Column } from './columns'

interface Props<Row> {
  columns: readonly Column<Row>[]
  isShown: (column: Column<Row>) => boolean
  onShow: (id: string, isWanted: boolean) => void
}

/** Chooses the columns of a table, by ticking them. */
export function ColumnPicker<Row>({ columns, isShown, onShow }: Props<Row>) {
  const [isOpen, setIsOpen] = useState(false)
  const { anchor, box } = useFloating<HTMLFieldSetElement>(isOpen, () => setIsOpen(false), 'end')
  const id = useId()
  return (
    <div className="ml-auto" data-print="never">
      <Button
        ref={anchor}
        variant="ghost"
        size="sm"
        icon={ColumnsIcon}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        {m.kit_columns()}
      </Button>
      {isOpen && (
        <fieldset
          ref={box}
          id={id}
          aria-label={m.kit_columns_shown()}
          className="fixed z-30 flex min-w-44 flex-col rounded-lg border border-line bg-raised p-1.5 shadow-pop"
        >
          {columns.map((column) => (
            <label
              key={column.id}
              className="flex items-center gap-2 rounded-md px-2 py-1 hover:bg-hover"
            >
              <input
                type="checkbox"
                className="accent-accent"
                checked={isShown(column)}
                onChange={(event) => onShow(column.id, event.target.checked)}
              />
              {headerOf(column)}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  )
}
