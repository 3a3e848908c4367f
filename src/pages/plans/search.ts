/** What the list of plans is asked for, as the URL says it. */

import { oneOf, type SearchOf, text, whole } from '~/app/params'

export const pageSize = 50

const sorts = ['name', 'slug', 'status', 'created_at', 'updated_at'] as const
export const planStatuses = ['active', 'archived'] as const

export const searchSchema = {
  search: text(''),
  status: oneOf(planStatuses),
  sort: oneOf([...sorts, ...sorts.map((sort) => `-${sort}` as const)], 'name'),
  page: whole(1),
}

export type PlanSearch = SearchOf<typeof searchSchema>

export const filterOf = (search: PlanSearch) => ({
  search: search.search,
  status: search.status,
  sort: search.sort,
  page: search.page,
  page_size: pageSize,
})
