/** What of the log's page stands in the URL: filters, range, the call that is looked at, and whether the log is followed. */

import { oneOf, type SearchOf, text } from '~/app/params'
import type { TimeRange } from '~/domain/time-range'
import { DEFAULT_RANGE, faultOf } from '~/domain/time-range'

export const STATUSES = [
  '2xx',
  '4xx',
  '5xx',
  '200',
  '401',
  '403',
  '404',
  '429',
  '502',
  '504',
] as const
export type Status = (typeof STATUSES)[number]

/** Choosing a range is a step that Back undoes, unlike typing. */
const point = (fallback: string) => ({ ...text(fallback), isTyped: false })

export const searchSchema = {
  search: text(''),
  status: oneOf(STATUSES),
  api: text(''),
  consumer: text(''),
  from: point(DEFAULT_RANGE.from),
  to: point(DEFAULT_RANGE.to),
  live: oneOf(['on']),
  request: point(''),
}

export type LogSearch = SearchOf<typeof searchSchema>

export const filterOf = ({ search, status, api, consumer }: LogSearch) => ({
  search,
  status,
  api,
  consumer,
})

/** The range of the URL, or the usual one in the place of what is no range. @param now seconds since 1970 */
export function rangeOf({ from, to }: LogSearch, now: number): TimeRange {
  const range = { from, to }
  return faultOf(range, now) ? DEFAULT_RANGE : range
}

export const isFiltered = ({ search, status, api, consumer }: LogSearch) =>
  search !== '' || status !== undefined || api !== '' || consumer !== ''
