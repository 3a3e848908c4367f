/** Paging, sorting and searching of lists: the fields that may be sorted by are a list, the text is data. */
import type { Expression, RawBuilder, SelectQueryBuilder } from 'kysely'
import { sql } from 'kysely'

import type { Tables } from './database/schema.ts'
import { invalid } from './problems.ts'

export interface PageQuery {
  page: number
  page_size: number
}

export interface Page<T> {
  items: T[]
  total: number
  page: number
  page_size: number
}

/** What a resource can be sorted by: the contract's field name and the SQL that gives its order. */
export type SortFields = Record<string, RawBuilder<unknown>>

interface SortTerm {
  by: RawBuilder<unknown>
  direction: 'asc' | 'desc'
}

/**
 * The order that `sort` asks for.
 * @throws 422 that names the fields when it names another one
 */
export function sortTerms(
  asked: string | undefined,
  fields: SortFields,
  fallback: string,
): SortTerm[] {
  return (asked ?? fallback).split(',').map((term) => {
    const name = term.replace(/^-/, '')
    const by = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!by)
      throw invalid({
        pointer: '/query/sort',
        detail: `Lists of this kind are sorted by ${Object.keys(fields).join(', ')}.`,
      })
    return { by, direction: term.startsWith('-') ? 'desc' : 'asc' }
  })
}

/**
 * `%text%` for LIKE, lower case, with LIKE's own wildcards as plain characters.
 * The columns it is compared with are lower case too (`searchText`).
 */
export function containing(text: string): string {
  return `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
}

/** `text%`, with the wildcards as plain characters. */
export function startingWith(text: string): string {
  return `${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}

/** What a row is found by. One line a field, so that a search does not match across two of them. */
export function searchText(...fields: string[]): string {
  return fields.join('\n').toLowerCase()
}

/** `column = tenant` for one tenant, so that an index gives the order too; else `in`. No tenant: no row. */
export function inTenants(
  column: string,
  tenants: readonly string[],
): Expression<boolean> & RawBuilder<boolean> {
  const [first] = tenants
  if (first === undefined) return sql<boolean>`false`
  if (tenants.length === 1) return sql<boolean>`${sql.ref(column)} = ${first}`
  return sql<boolean>`${sql.ref(column)} in (${sql.join(tenants)})`
}

const opposite = { asc: 'desc', desc: 'asc' } as const

/** Which rows a page is: a page in the second half is counted from the end, so that the last one costs what the first one does. */
function windowOf(skipped: number, { total, page_size }: Omit<Page<never>, 'items'>) {
  const after = Math.max(0, total - skipped - page_size)
  if (skipped <= after) return { limit: page_size, offset: skipped, isFromEnd: false }
  return { limit: Math.min(page_size, total - skipped), offset: after, isFromEnd: true }
}

interface Paging {
  terms: SortTerm[]
  /** The id column: it makes the order total, so that pages do not overlap. */
  tieBreaker: RawBuilder<unknown>
  query: PageQuery
}

/**
 * One page of a filtered query and the number of all its rows. The ids of the page are found first: the rows before it cost
 * nothing but their place in the order.
 * @param filtered the rows, with what they are selected by, without order or limit
 * @param select adds the columns and joins of a row
 */
export async function pageOf<TB extends keyof Tables, Joined extends keyof Tables, Row>(
  filtered: SelectQueryBuilder<Tables, TB, object>,
  select: (
    query: SelectQueryBuilder<Tables, TB, object>,
  ) => SelectQueryBuilder<Tables, Joined, Row>,
  { terms, tieBreaker, query }: Paging,
): Promise<Page<Row>> {
  const { total } = await filtered
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow()
  const page = { total, page: query.page, page_size: query.page_size }
  const skipped = (query.page - 1) * query.page_size
  if (skipped >= total) return { items: [], ...page }
  const order = [...terms, { by: tieBreaker, direction: terms[0]?.direction ?? ('asc' as const) }]
  const { limit, offset, isFromEnd } = windowOf(skipped, page)
  let found = filtered.select(sql<string>`${tieBreaker}`.as('row_id'))
  for (const { by, direction } of order)
    found = found.orderBy(by, isFromEnd ? opposite[direction] : direction)
  const ids = await found.limit(limit).offset(offset).execute()
  if (ids.length === 0) return { items: [], ...page }
  let rows = select(
    filtered.where(sql<boolean>`${tieBreaker} in (${sql.join(ids.map(({ row_id }) => row_id))})`),
  )
  for (const { by, direction } of order) rows = rows.orderBy(by, direction)
  return { items: await rows.execute(), ...page }
}
