import { useQuery } from '@tanstack/react-query'

import { metrics } from '~/api/metrics'
import type { TrafficScope } from '~/api/policy-changes'
import { serverNow } from '~/api/server-clock'
import { useSearch } from '~/app/params'
import { Panel } from '~/components/state/Panel'
import { Skeleton } from '~/components/state/Skeleton'
import { m } from '~/i18n/gen/messages'

import { ChartPanel } from './ChartPanel'
import { LATENCIES, RATES, SHARES } from './charts'
import { IgnoredRange } from './IgnoredRange'
import { isOneOutage, measuredOnly } from './measured-only'
import { questionOf, schema } from './range'
import { SummaryTiles } from './SummaryTiles'
import { TimeControls } from './TimeControls'
import { useDrawnRange } from './use-drawn-range'
import { type MarksOf, useMarks } from './use-marks'

interface Props {
  tenant: string
  /**
   * Whose traffic: of an API by its name (all versions together), of a consumer by its external id, as the gateway counts, or of the
   * whole tenant.
   */
  scope: TrafficScope
  /** Which changes of policies are marked. */
  marksOf?: MarksOf
}

const all: MarksOf = {}

/**
 * What went through the gateway to one API or from one consumer: totals, volume by status class, shares of errors and of 429, and
 * for an API the response times; range, pace and zone in the URL. Three questions for an API, two for a consumer.
 */
export function ResourceTraffic({ tenant, scope, marksOf = all }: Props) {
  const [search, setSearch] = useSearch(schema)
  const question = { ...questionOf(tenant, search, serverNow() / 1000), ...scope }
  const hasTimes = !('consumer' in scope)
  const marks = useMarks(question, marksOf)
  const summary = measuredOnly(useQuery(metrics.summary(question)))
  const rates = measuredOnly(useQuery(metrics.requestRates(question)))
  const times = measuredOnly(useQuery({ ...metrics.latencies(question), enabled: hasTimes }))
  const { clock, zoom, ignored } = useDrawnRange(search, setSearch)
  const isDown = isOneOutage(hasTimes ? [summary, rates, times] : [summary, rates])
  return (
    <section aria-label={m.traffic_section()} className="flex min-w-0 flex-col gap-5">
      <div className="flex flex-wrap items-center justify-end gap-2">
        <TimeControls tenant={tenant} search={search} onSearch={setSearch} />
      </div>
      <IgnoredRange text={ignored} />
      <Panel
        title={m.traffic_summary()}
        description={describe(scope)}
        query={summary}
        skeleton={<Skeleton kind="block" />}
      >
        {(answer) => (
          <SummaryTiles answer={answer} {...(!hasTimes && { timesOff: m.traffic_off_times() })} />
        )}
      </Panel>
      {!isDown && (
        <div className="grid min-w-0 items-start gap-5 lg:grid-cols-2 [&>*:last-child:nth-child(3)]:lg:col-span-2">
          <ChartPanel chart={RATES} query={rates} clock={clock} marks={marks} onZoom={zoom} />
          {hasTimes && (
            <ChartPanel chart={LATENCIES} query={times} clock={clock} marks={marks} onZoom={zoom} />
          )}
          <ChartPanel chart={SHARES} query={rates} clock={clock} marks={marks} onZoom={zoom} />
        </div>
      )}
    </section>
  )
}

function describe(scope: TrafficScope): string {
  if ('api' in scope) return m.traffic_of_api()
  return 'consumer' in scope ? m.traffic_of_consumer() : m.traffic_of_tenant()
}
