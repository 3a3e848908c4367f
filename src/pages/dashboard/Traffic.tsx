import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import type { TrafficQuestion } from '~/api/metrics'
import { metrics } from '~/api/metrics'
import { serverNow } from '~/api/server-clock'
import type { PanelQuery } from '~/components/state/Panel'
import { Panel } from '~/components/state/Panel'
import { Skeleton } from '~/components/state/Skeleton'
import type { RangeAnswer } from '~/domain/traffic'
import { m } from '~/i18n/gen/messages'

import { BusiestTable } from './BusiestTable'
import { ErrorBudgetLine } from './ErrorBudgetLine'
import type { DashboardSearch } from './search'
import { hasRanking, questionOf } from './search'
import { ChartPanel } from '~/features/traffic/ChartPanel'
import { LATENCIES, RATES, SHARES } from '~/features/traffic/charts'
import { isOneOutage, measuredOnly } from '~/features/traffic/measured-only'
import { IgnoredRange } from '~/features/traffic/IgnoredRange'
import { useDrawnRange } from '~/features/traffic/use-drawn-range'
import { type MarksOf, useMarks } from '~/features/traffic/use-marks'
import { SummaryTiles } from '~/features/traffic/SummaryTiles'

interface Props {
  tenant: string
  search: DashboardSearch
  onSearch: (change: Partial<DashboardSearch>) => void
  /** Stands beside the charts. */
  children: ReactNode
}

const allPolicies: MarksOf = {}

/** What went through the gateway: tiles, charts and the busiest of it, each loaded and failing on its own. */
export function Traffic({ tenant, search, onSearch, children }: Props) {
  const question = questionOf(tenant, search, serverNow() / 1000)
  const hasTimes = question.consumer === undefined
  const { summary, rates, times, busiest, earlier } = useTraffic(question)
  const { clock, zoom, ignored } = useDrawnRange(search, onSearch)
  const marks = useMarks(question, allPolicies)
  const isDown = isOneOutage([summary, rates, ...(hasTimes ? [times] : [])])
  return (
    <>
      <IgnoredRange text={ignored} />
      <Panel title={m.traffic_summary()} query={summary} skeleton={<Skeleton kind="block" />}>
        {(answer) => (
          <>
            <SummaryTiles
              answer={answer}
              earlier={{ query: earlier, zone: clock.zone }}
              {...(!hasTimes && { timesOff: m.traffic_off_times() })}
            />
            <ErrorBudgetLine
              answer={answer}
              objective={search.objective}
              onObjective={(objective) => onSearch({ objective })}
            />
          </>
        )}
      </Panel>
      {isDown ? (
        children
      ) : (
        <div className="grid min-w-0 items-start gap-5 lg:grid-cols-2">
          <ChartPanel chart={RATES} query={rates} clock={clock} marks={marks} onZoom={zoom} />
          {hasTimes && (
            <ChartPanel chart={LATENCIES} query={times} clock={clock} marks={marks} onZoom={zoom} />
          )}
          {hasRanking(question) && <Rankings question={question} query={busiest} />}
          <ChartPanel chart={SHARES} query={rates} clock={clock} marks={marks} onZoom={zoom} />
          {children}
        </div>
      )}
    </>
  )
}

/** The questions of the page about traffic: five at most, and with the alerts six a refresh. */
function useTraffic(question: TrafficQuestion) {
  const hasTimes = question.consumer === undefined
  return {
    summary: measuredOnly(useQuery(metrics.summary(question))),
    rates: measuredOnly(useQuery(metrics.requestRates(question))),
    times: measuredOnly(useQuery({ ...metrics.latencies(question), enabled: hasTimes })),
    busiest: measuredOnly(
      useQuery({ ...metrics.busiest(question), enabled: hasRanking(question) }),
    ),
    earlier: measuredOnly(useQuery(metrics.earlier(question))),
  }
}

interface RankingsProps {
  question: TrafficQuestion
  query: PanelQuery<RangeAnswer>
}

/** The busiest APIs and consumers, without the kind that the page is narrowed to. */
function Rankings({ question: { api, consumer }, query }: RankingsProps) {
  const kinds = [
    api === undefined && { by: 'api' as const, title: m.dashboard_busiest() },
    consumer === undefined && { by: 'consumer' as const, title: m.dashboard_consumers_busiest() },
  ]
  return kinds.map(
    (kind) =>
      kind && (
        <Panel
          key={kind.by}
          title={kind.title}
          query={query}
          skeleton={<Skeleton kind="chart" />}
          isFlush
        >
          {(answer) => (
            <BusiestTable
              by={kind.by}
              answer={answer}
              hasTimes={kind.by === 'api' && consumer === undefined}
            />
          )}
        </Panel>
      ),
  )
}
