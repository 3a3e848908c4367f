/** Which columns a reader has chosen, table by table. */
import { useContext, useMemo, useState } from 'react'
import { ChoiceKeeperContext } from './choice-keeper'
import type { Column } from './columns'

/**
 * The columns to draw, and the means to change that.
 * @param name under which the choice is kept; none for a table whose columns are fixed
 */
export function useColumnChoice<Row>(name: string | undefined, columns: readonly Column<Row>[]) {
  const keeper = useContext(ChoiceKeeperContext)
  const [chosen, setChosen] = useState(() =>
    name === undefined ? undefined : parse(keeper?.read(name)),
  )
  const isShown = (column: Column<Row>): boolean => isChosen(column, chosen)
  // The same list as long as nothing changes, so that no row is drawn anew for it.
  const shown = useMemo(
    () => columns.filter((column) => isChosen(column, chosen)),
    [columns, chosen],
  )
  const show = (id: string, isWanted: boolean): void => {
    const next = new Map(chosen).set(id, isWanted)
    setChosen(next)
    if (name !== undefined) {
      keeper?.write(
        name,
        [...next].map(([column, wanted]) => `${wanted ? '' : '-'}${column}`).join(' '),
      )
    }
  }
  return { shown, isShown, show }
}

type Chosen = ReadonlyMap<string, boolean> | undefined

function isChosen<Row>(column: Column<Row>, chosen: Chosen): boolean {
  if (column.hideable !== true) return true
  return chosen?.get(column.id) ?? column.startsHidden !== true
}

/** `email -company`: the columns a reader has touched, a minus before the hidden ones. Anything else is ignored. */
function parse(kept: string | undefined): ReadonlyMap<string, boolean> {
  const words = kept?.match(/-?[a-z_]+/g) ?? []
  return new Map(words.map((word) => [word.replace(/^-/, ''), !word.startsWith('-')]))
}
