/** What the list of APIs is asked for, as the URL says it. */

import { oneOf, type SearchOf, text, whole } from '~/app/params'
import { authTypes, contractStatuses } from '~/domain/contract'

export const pageSize = 50

/** What the figures beside an API are about; asked again every half minute. */
export const lastHour = { range: { from: 'now-1h', to: 'now' }, refresh: 30 }

const sorts = ['apiName', 'displayName', 'status', 'updated_at', 'created_at'] as const

export const searchSchema = {
  search: text(''),
  status: oneOf(contractStatuses),
  auth: oneOf(authTypes),
  category: text(''),
  version: text(''),
  sort: oneOf([...sorts, ...sorts.map((sort) => `-${sort}` as const)], 'apiName'),
  page: whole(1),
}

export const filterOf = (search: SearchOf<typeof searchSchema>) => ({
  search: search.search,
  status: search.status,
  auth_type: search.auth,
  category: search.category,
  version: search.version,
  sort: search.sort,
  page: search.page,
  page_size: pageSize,
})
