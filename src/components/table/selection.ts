/** Which rows of a server's list are chosen: some by their ids, kept while paging, or all that a filter finds. */
import { useState } from 'react'

export type Chosen<Row> = { kind: 'rows'; rows: readonly Row[] } | { kind: 'all'; total: number }

export interface Selection<Row> {
  chosen: Chosen<Row>
  count: number
  isChosen: (row: Row) => boolean
  /** What a row's box is called: "Choose Acme". */
  labelOf: (row: Row) => string
  choose: (rows: readonly Row[], isWanted: boolean) => void
  /** Everything that the filter finds, on whichever page. @param total as the server counted it */
  chooseAll: (total: number) => void
  clear: () => void
}

interface Held<Row> {
  /** The filter that the choice was made under: rows that another one hides are not acted upon. */
  filter: string
  rows: ReadonlyMap<string, Row>
  /** Number of all rows that fit the filter, when all of them are meant. */
  all: number | undefined
}

interface Names<Row> {
  rowKey: (row: Row) => string
  labelOf: (row: Row) => string
}

/** @param filter what the list is asked for, without page and order; another one starts with nothing chosen */
export function useSelection<Row>(filter: string, { rowKey, labelOf }: Names<Row>): Selection<Row> {
  const [state, setHeld] = useState<Held<Row>>({ filter, rows: new Map(), all: undefined })
  const held = state.filter === filter ? state : { filter, rows: new Map(), all: undefined }
  const hold = (rows: ReadonlyMap<string, Row>, all?: number) => setHeld({ filter, rows, all })
  return {
    chosen:
      held.all === undefined
        ? { kind: 'rows', rows: [...held.rows.values()] }
        : { kind: 'all', total: held.all },
    count: held.all ?? held.rows.size,
    isChosen: (row) => held.all !== undefined || held.rows.has(rowKey(row)),
    labelOf,
    choose: (rows, isWanted) => {
      const next = new Map(held.rows)
      for (const row of rows) {
        if (isWanted) next.set(rowKey(row), row)
        else next.delete(rowKey(row))
      }
      hold(next)
    },
    chooseAll: (total) => hold(new Map(), total),
    clear: () => hold(new Map()),
  }
}
