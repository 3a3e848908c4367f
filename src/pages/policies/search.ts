/** What the list of policies is asked for, as the URL says it. */

import { oneOf, type SearchOf, text, texts, whole } from '~/app/params'
import type { CorsAddition } from '~/domain/cors-draft'
import { policyScopes } from '~/domain/policy-form'

export const pageSize = 50

const sorts = ['name', 'policy_type', 'priority', 'enabled', 'updated_at', 'created_at'] as const

export const searchSchema = {
  search: text(''),
  // Free, because a server may know types that this console does not.
  policy_type: text(''),
  scope: oneOf(policyScopes),
  state: oneOf(['enabled', 'disabled']),
  sort: oneOf([...sorts, ...sorts.map((sort) => `-${sort}` as const)], 'name'),
  page: whole(1),
}

export type PolicySearch = SearchOf<typeof searchSchema>

export const filterOf = (search: PolicySearch) => ({
  search: search.search,
  policy_type: search.policy_type,
  scope: search.scope,
  enabled: search.state && search.state === 'enabled',
  sort: search.sort,
  page: search.page,
  page_size: pageSize,
})

/** What a CORS policy's form is filled with (`paths.draftCors`), and the API for which. */
export const corsDraftSearch = {
  api: text(''),
  origins: texts(),
  methods: texts(),
  headers: texts(),
  credentials: oneOf(['yes']),
}

/** As the rules know it. */
export const additionOf = (search: SearchOf<typeof corsDraftSearch>): CorsAddition => ({
  origins: search.origins,
  methods: search.methods,
  headers: search.headers,
  credentials: search.credentials === 'yes',
})

/** The list's own part of an address: what only the form behind it was opened with is left out. */
export function listSearch(params: URLSearchParams): string {
  const kept = new URLSearchParams(params)
  for (const name of ['preset', 'type', ...Object.keys(corsDraftSearch)]) kept.delete(name)
  return kept.size > 0 ? `?${kept}` : ''
}
