import { Suspense, use } from 'react'
import type { LoaderFunctionArgs } from 'react-router'
import { useLoaderData } from 'react-router'

import { loadCode } from '~/api/code'
import { keep } from '~/api/keep'
import { param, useParam } from '~/app/params'
import { Page } from '~/components/ui/Page'
import { m } from '~/i18n/gen/messages'

import { Counts } from './Counts'

/** What is measured comes as a file of its own, while the counts are asked for: the first page waits for none of it. */
const loadMeasured = keep(() => loadCode(() => import('./Measured')))
type Measured = ReturnType<typeof loadMeasured>

/** Starts what the page shows; nothing is awaited, because every part of it can stand alone. */
export const loader = ({ params, request }: LoaderFunctionArgs) => {
  const tenant = param(params, 'tenant')
  const measured = loadMeasured()
  // Without its code the page says so where it is drawn.
  measured.then(({ startTraffic }) => startTraffic(tenant, request)).catch(() => undefined)
  return { measured }
}

export function Component() {
  const tenant = useParam('tenant')
  const { measured } = useLoaderData<typeof loader>()
  return (
    <Page
      title={m.dashboard_title()}
      description={m.dashboard_description()}
      action={
        <Suspense fallback={<div className="skeleton h-8 w-80 max-w-full" />}>
          <Controls tenant={tenant} measured={measured} />
        </Suspense>
      }
    >
      <Suspense fallback={<div className="skeleton h-9 w-full" />}>
        <Services measured={measured} />
      </Suspense>
      <Counts tenant={tenant} />
      <Suspense fallback={<div className="skeleton h-36 w-full" />}>
        <Below tenant={tenant} measured={measured} />
      </Suspense>
    </Page>
  )
}

interface Props {
  tenant: string
  measured: Measured
}

function Controls({ tenant, measured }: Props) {
  const { MeasuredControls } = use(measured)
  return <MeasuredControls tenant={tenant} />
}

function Services({ measured }: Pick<Props, 'measured'>) {
  const { ServiceStrip } = use(measured)
  return <ServiceStrip />
}

function Below({ tenant, measured }: Props) {
  const { MeasuredTraffic } = use(measured)
  return <MeasuredTraffic tenant={tenant} />
}
