/** What the list of consumers is asked for, as the URL says it. */

import { oneOf, type SearchOf, text, whole } from '~/app/params'
import { consumerStatuses } from '~/domain/consumer'

export const pageSize = 50

const sorts = [
  'name',
  'external_id',
  'email',
  'company',
  'status',
  'created_at',
  'updated_at',
] as const

export const searchSchema = {
  search: text(''),
  // Exact, as the runbook looks up who is locked out.
  email: text(''),
  status: oneOf(consumerStatuses),
  sort: oneOf([...sorts, ...sorts.map((sort) => `-${sort}` as const)], 'name'),
  page: whole(1),
}

export type ConsumerSearch = SearchOf<typeof searchSchema>

export const filterOf = (search: ConsumerSearch) => ({
  search: search.search,
  email: search.email,
  status: search.status,
  sort: search.sort,
  page: search.page,
  page_size: pageSize,
})
