import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useCallback, useMemo } from 'react'

import { metrics } from '~/api/metrics'
import { serverNow } from '~/api/server-clock'
import { Panel } from '~/components/state/Panel'
import { Skeleton } from '~/components/state/Skeleton'
import { clockFor } from '~/domain/clock'
import { faultOf, zoomInto } from '~/domain/time-range'
import { m } from '~/i18n/gen/messages'
import { useLocale } from '~/i18n/locale'

import { BusiestApis } from './BusiestApis'
import { ChartPanel } from './ChartPanel'
import { LATENCIES, RATES, SHARES } from './charts'
import { isOneOutage, measuredOnly } from './measured-only'
import { faultText } from './range-words'
import type { Search } from './search'
import { questionOf, zoneOf } from './search'
import { SummaryTiles } from './SummaryTiles'

interface Props {
  tenant: string
  search: Search
  onSearch: (change: Partial<Search>) => void
  /** Stands beside the busiest APIs. */
  children: ReactNode
}

/** What went through the gateway: tiles, charts and the busiest APIs, each loaded and failing on its own. */
export function Traffic({ tenant, search, onSearch, children }: Props) {
  const now = serverNow() / 1000
  const question = questionOf(tenant, search, now)
  const summary = measuredOnly(useQuery(metrics.summary(question)))
  const rates = measuredOnly(useQuery(metrics.requestRates(question)))
  const times = measuredOnly(useQuery(metrics.latencies(question)))
  const busiest = measuredOnly(useQuery(metrics.busiest(question)))
  const locale = useLocale()
  const zone = zoneOf(search)
  const clock = useMemo(() => clockFor(zone, locale), [zone, locale])
  const zoom = useCallback(
    (first: number, second: number) => onSearch(zoomInto(first, second)),
    [onSearch],
  )
  const fault = faultOf(search, now)
  const isDown = isOneOutage([summary, rates, times, busiest])
  return (
    <>
      {fault && (
        <p
          role="alert"
          className="rounded-md border border-warn-line bg-warn-soft px-3 py-2 text-warn"
        >
          {m.dashboard_range_ignored({ fault: faultText(fault) })}
        </p>
      )}
      <Panel title={m.dashboard_summary()} query={summary} skeleton={<Skeleton kind="block" />}>
        {(answer) => <SummaryTiles answer={answer} />}
      </Panel>
      {isDown ? (
        children
      ) : (
        <div className="grid min-w-0 items-start gap-5 lg:grid-cols-2">
          <ChartPanel chart={RATES} query={rates} clock={clock} onZoom={zoom} />
          <ChartPanel chart={LATENCIES} query={times} clock={clock} onZoom={zoom} />
          <div className="flex min-w-0 flex-col gap-5">
            <ChartPanel chart={SHARES} query={rates} clock={clock} onZoom={zoom} />
            {children}
          </div>
          <Panel
            title={m.dashboard_busiest()}
            query={busiest}
            skeleton={<Skeleton kind="chart" />}
            isFlush
          >
            {(answer) => <BusiestApis tenant={tenant} answer={answer} />}
          </Panel>
        </div>
      )}
    </>
  )
}
