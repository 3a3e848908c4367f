import type { ReactNode } from 'react'

/** One column of a table. `header` may be a message function, so that it follows the language. */
export interface Column<Row> {
  /** The field's name in the API where the column can be sorted by; the key of the column choice. */
  id: string
  header: string | (() => string)
  cell: (row: Row) => ReactNode
  sortable?: boolean
  align?: 'start' | 'end'
  /** The reader may hide it. The first column never hides. */
  hideable?: boolean
  /** Starts hidden until the reader chooses it. */
  startsHidden?: boolean
}

export const headerOf = (column: { header: string | (() => string) }): string =>
  typeof column.header === 'function' ? column.header() : column.header

/** What a column says about sorting, for `aria-sort`. @param sort as the API takes it: `name`, `-created_at` */
export function sortOf(sort: string, id: string): 'ascending' | 'descending' | 'none' {
  if (sort === id) return 'ascending'
  return sort === `-${id}` ? 'descending' : 'none'
}

/** The order that a press on the column's header asks for: ascending first, then the other way round. */
export const nextSort = (sort: string, id: string): string => (sort === id ? `-${id}` : id)
