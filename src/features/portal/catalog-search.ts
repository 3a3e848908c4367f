/** What of the catalog is looked at, as it stands in the address; read and written alike with and without a router. */

export const sorts = ['displayName', '-created_at'] as const

export interface CatalogSearch {
  search: string
  category: string
  sort: (typeof sorts)[number]
  /** From 1. */
  page: number
}

export const nothingAsked: CatalogSearch = {
  search: '',
  category: '',
  sort: 'displayName',
  page: 1,
}

/** As the contract cuts them (`Search`, `Category`). */
const LONGEST_SEARCH = 200
const LONGEST_CATEGORY = 64

/** What an address says; nonsense in it says nothing. */
export function readCatalogSearch(params: URLSearchParams): CatalogSearch {
  const page = params.get('page') ?? ''
  return {
    search: (params.get('search') ?? '').toWellFormed().slice(0, LONGEST_SEARCH),
    category: (params.get('category') ?? '').toWellFormed().slice(0, LONGEST_CATEGORY),
    sort: sorts.find((sort) => sort === params.get('sort')) ?? nothingAsked.sort,
    page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  }
}

/** The parameters after a change, without what need not be said. A change that names no page begins at the first. */
export function writeCatalogSearch(
  before: CatalogSearch,
  change: Partial<CatalogSearch>,
): URLSearchParams {
  const after = { ...before, page: 1, ...change }
  const params = new URLSearchParams()
  for (const name of ['search', 'category', 'sort', 'page'] as const)
    if (after[name] !== nothingAsked[name]) params.set(name, String(after[name]))
  return params
}

/** Typing must not fill the history; everything else is undone by Back. */
export const isTyping = (change: Partial<CatalogSearch>): boolean =>
  Object.keys(change).every((name) => name === 'search')

/** Is less than everything looked at? */
export const isNarrowed = ({ search, category }: CatalogSearch): boolean =>
  search !== '' || category !== ''
