/** What the access matrix is asked for, as the URL says it. */

import { oneOf, type SearchOf, text, whole } from '~/app/params'
import { consumerStatuses } from '~/domain/consumer'

import { pageSize } from './search'

/** Columns at a time: as many as fit on a wide screen. */
export const apisAtATime = 8

export const accessSchema = {
  search: text(''),
  /** Which APIs the columns are. */
  api: text(''),
  apis: whole(1),
  status: oneOf(consumerStatuses),
  only: oneOf(['held']),
  page: whole(1),
}

export type AccessSearch = SearchOf<typeof accessSchema>

export const apiFilterOf = (search: AccessSearch) => ({
  search: search.api,
  sort: 'apiName,apiVersion',
  page: search.apis,
  page_size: apisAtATime,
})

export const accessFilterOf = (search: AccessSearch, apis: readonly { id: string }[]) => ({
  search: search.search,
  status: search.status,
  with_access: search.only === 'held' ? ('true' as const) : undefined,
  page: search.page,
  page_size: pageSize,
  api_id: apis.map(({ id }) => id),
})
