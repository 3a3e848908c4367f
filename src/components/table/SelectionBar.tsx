import type { ReactNode } from 'react'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'
import type { Selection } from './selection'

interface Props<Row> {
  selection: Selection<Row>
  /** Rows of all pages that fit the filter. */
  total: number
  /** What can be done with the chosen ones. */
  children: ReactNode
}

/** How many rows are chosen, on all pages together, and what can be done with them. */
export function SelectionBar<Row>({ selection, total, children }: Props<Row>) {
  const { count, chosen } = selection
  return (
    <>
      <output className="sr-only">{count === 0 ? '' : said(count)}</output>
      {count > 0 && (
        <fieldset
          aria-label={m.kit_select_actions()}
          className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-info-line bg-info-soft px-3 py-2"
          data-print="never"
        >
          <span className="font-medium tabular-nums">{said(count)}</span>
          {chosen.kind === 'rows' && count < total && (
            <Button size="sm" variant="ghost" onClick={() => selection.chooseAll(total)}>
              {m.kit_select_all({ count: total, shown: formatNumber(total) })}
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={selection.clear}>
            {m.kit_select_none()}
          </Button>
          <span className="ml-auto flex flex-wrap items-center gap-2">{children}</span>
        </fieldset>
      )}
    </>
  )
}

const said = (count: number) => m.kit_select_count({ count, shown: formatNumber(count) })
