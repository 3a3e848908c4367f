/**
 * Which columns a reader has chosen, table by table. Where the choice is kept is the app's affair: it provides a
 * keeper; without one the choice lasts as long as the table is drawn.
 */
import { createContext, useContext, useState } from 'react'
import type { Column } from './columns'

export interface ChoiceKeeper {
  read: (name: string) => string | undefined
  write: (name: string, value: string) => void
}

export const ChoiceKeeperContext = createContext<ChoiceKeeper | undefined>(undefined)

/**
 * The columns to draw, and the means to change that.
 * @param name under which the choice is kept; none for a table whose columns are fixed
 */
export function useColumnChoice<Row>(name: string | undefined, columns: readonly Column<Row>[]) {
  const keeper = useContext(ChoiceKeeperContext)
  const [chosen, setChosen] = useState(() =>
    name === undefined ? undefined : parse(keeper?.read(name)),
  )
  const isShown = (column: Column<Row>): boolean => {
    if (column.hideable !== true) return true
    return chosen?.get(column.id) ?? column.startsHidden !== true
  }
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
  return { shown: columns.filter(isShown), isShown, show }
}

/** `email -company`: the columns a reader has touched, a minus before the hidden ones. Anything else is ignored. */
function parse(kept: string | undefined): ReadonlyMap<string, boolean> {
  const words = kept?.match(/-?[a-z_]+/g) ?? []
  return new Map(words.map((word) => [word.replace(/^-/, ''), !word.startsWith('-')]))
}
