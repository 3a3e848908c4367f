/** What of the dashboard stands in the URL: the range, the API or consumer that it is narrowed to, the objective. */

import type { TrafficQuestion } from '~/api/metrics'
import { oneOf, text } from '~/app/params'
import type { Objective } from '~/domain/error-budget'
import { OBJECTIVES } from '~/domain/error-budget'
import type { Search } from '~/features/traffic/range'
import { questionOf as rangeQuestion, schema as rangeSchema } from '~/features/traffic/range'

/** Narrowing is a step that Back undoes. */
const narrowing = { ...text(''), isTyped: false }

export const schema = {
  ...rangeSchema,
  api: narrowing,
  consumer: narrowing,
  objective: oneOf(OBJECTIVES, '99.9'),
}

export interface DashboardSearch extends Search {
  /** Name of an API, `''` for all. */
  api: string
  /** External id of a consumer, `''` for all. */
  consumer: string
  objective: Objective
}

/** What the page asks about traffic. @param now seconds since 1970 */
export function questionOf(tenant: string, search: DashboardSearch, now: number): TrafficQuestion {
  const { api, consumer } = search
  return {
    ...rangeQuestion(tenant, search, now),
    ...(api !== '' && { api }),
    ...(consumer !== '' && { consumer }),
  }
}

/** Is there anything left to break the traffic down by? */
export const hasRanking = ({ api, consumer }: TrafficQuestion): boolean =>
  api === undefined || consumer === undefined
