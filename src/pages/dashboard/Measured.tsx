/** What of the dashboard is measured, with all that reads and draws it: one file that comes after the first page. */

import { useQuery } from '@tanstack/react-query'

import { readSearch, useSearch } from '~/app/params'
import { contracts } from '~/api/contracts'
import { metrics } from '~/api/metrics'
import { queryClient } from '~/api/query-client'
import { serverNow } from '~/api/server-clock'

import { AlertList } from './AlertList'
import { FirstSteps } from './FirstSteps'
import { Narrowed } from './Narrowed'
import { refreshOf } from '~/features/traffic/range'
import { TimeControls } from '~/features/traffic/TimeControls'
import { hasRanking, questionOf, schema } from './search'
import { Traffic } from './Traffic'

export { ServiceStrip } from './ServiceStrip'

/** Asks for the traffic of the range in the URL, ahead of its panels. Each panel draws its own failure. */
export function startTraffic(tenant: string, request: Request): void {
  const question = questionOf(tenant, readSearch(request, schema), serverNow() / 1000)
  const started = [
    queryClient.query(metrics.summary(question)),
    queryClient.query(metrics.requestRates(question)),
    ...('consumer' in question ? [] : [queryClient.query(metrics.latencies(question))]),
    ...(hasRanking(question) ? [queryClient.query(metrics.busiest(question))] : []),
    queryClient.query(metrics.earlier(question)),
  ]
  void Promise.allSettled(started)
}

/** Range, refresh and zone. */
export function MeasuredControls({ tenant }: { tenant: string }) {
  const [search, setSearch] = useSearch(schema)
  return <TimeControls tenant={tenant} search={search} onSearch={setSearch} />
}

/** The traffic and the alerts; the first steps where there is no API yet. */
export function MeasuredTraffic({ tenant }: { tenant: string }) {
  const [search, setSearch] = useSearch(schema)
  const apis = useQuery(contracts.list(tenant, ONE))
  const alerts = <AlertList tenant={tenant} refresh={refreshOf(search)} />
  if (apis.data?.total === 0)
    return (
      <>
        <FirstSteps tenant={tenant} />
        {alerts}
      </>
    )
  return (
    <>
      <Narrowed tenant={tenant} search={search} onSearch={setSearch} />
      <Traffic tenant={tenant} search={search} onSearch={setSearch}>
        {alerts}
      </Traffic>
    </>
  )
}

/** Only the total is wanted. */
const ONE = { page: 1, page_size: 1 }
