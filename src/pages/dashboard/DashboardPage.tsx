import { useQuery } from '@tanstack/react-query'
import type { LoaderFunctionArgs } from 'react-router'

import { readSearch, param, useParam, useSearch } from '~/app/params'
import { contracts } from '~/api/contracts'
import { metrics } from '~/api/metrics'
import { queryClient } from '~/api/query-client'
import { serverNow } from '~/api/server-clock'
import { Page } from '~/components/ui/Page'
import { m } from '~/i18n/gen/messages'

import { AlertList } from './AlertList'
import { Counts } from './Counts'
import { FirstSteps } from './FirstSteps'
import { questionOf, refreshOf, schema } from './search'
import { ServiceStrip } from './ServiceStrip'
import { TimeControls } from './TimeControls'
import { Traffic } from './Traffic'

/** Starts what the page shows; nothing is awaited, because every part of it can stand alone. */
export const loader = ({ params, request }: LoaderFunctionArgs) => {
  const tenant = param(params, 'tenant')
  const question = questionOf(tenant, readSearch(request, schema), serverNow() / 1000)
  const started = [
    queryClient.query(metrics.summary(question)),
    queryClient.query(metrics.requestRates(question)),
    queryClient.query(metrics.latencies(question)),
    queryClient.query(metrics.busiest(question)),
  ]
  // Each panel draws its own failure.
  void Promise.allSettled(started)
  return null
}

export function Component() {
  const tenant = useParam('tenant')
  const [search, setSearch] = useSearch(schema)
  const apis = useQuery(contracts.list(tenant, ONE))
  const isNew = apis.data?.total === 0
  const alerts = <AlertList tenant={tenant} refresh={refreshOf(search)} />
  return (
    <Page
      title={m.dashboard_title()}
      description={m.dashboard_description()}
      action={<TimeControls tenant={tenant} search={search} onSearch={setSearch} />}
    >
      <ServiceStrip />
      <Counts tenant={tenant} />
      {isNew ? (
        <>
          <FirstSteps tenant={tenant} />
          {alerts}
        </>
      ) : (
        <Traffic tenant={tenant} search={search} onSearch={setSearch}>
          {alerts}
        </Traffic>
      )}
    </Page>
  )
}

/** Only the total is wanted. */
const ONE = { page: 1, page_size: 1 }
