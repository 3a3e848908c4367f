/** What the list of policies is asked for, as the URL says it. */

import { oneOf, type SearchOf, text, whole } from '~/app/params'

export const pageSize = 50

const sorts = ['name', 'policy_type', 'priority', 'enabled', 'updated_at', 'created_at'] as const

export const searchSchema = {
  search: text(''),
  // Free, because a server may know types that this console does not.
  policy_type: text(''),
  state: oneOf(['enabled', 'disabled']),
  sort: oneOf([...sorts, ...sorts.map((sort) => `-${sort}` as const)], 'name'),
  page: whole(1),
}

export type PolicySearch = SearchOf<typeof searchSchema>

export const filterOf = (search: PolicySearch) => ({
  search: search.search,
  policy_type: search.policy_type,
  enabled: search.state && search.state === 'enabled',
  sort: search.sort,
  page: search.page,
  page_size: pageSize,
})

/** The list's own part of an address: what only the form behind it was opened with is left out. */
export function listSearch(params: URLSearchParams): string {
  const kept = new URLSearchParams(params)
  kept.delete('preset')
  kept.delete('type')
  return kept.size > 0 ? `?${kept}` : ''
}
