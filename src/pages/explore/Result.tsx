import { useQuery, useQueryClient } from '@tanstack/react-query'
import StopIcon from 'lucide-react/icons/square'

import { explore } from '~/api/explore'
import { serverNow } from '~/api/server-clock'
import { FailureNote } from '~/components/state/FailureNote'
import { Skeleton } from '~/components/state/Skeleton'
import { Button } from '~/components/ui/Button'
import { Tabs } from '~/components/ui/Tabs'
import type { Clock } from '~/domain/clock'
import type { Failure } from '~/domain/failure'
import { faultIn, offsetOf } from '~/domain/promql-fault'
import { rangeOf, refreshOf, type Search } from '~/features/traffic/range'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { Graph } from './Graph'
import { Values } from './Values'

type View = 'graph' | 'table'

interface Props {
  tenant: string
  search: Search & { q: string; view: View }
  clock: Clock
  onZoom: (first: number, second: number) => void
  onView: (view: View) => void
  /** Somebody wants to see the place of a fault in the expression. */
  onPlace: (offset: number) => void
}

/** The answer to the expression that was run, as a graph or as a table; or where it is wrong. */
export function Result({ tenant, search, clock, onZoom, onView, onPlace }: Props) {
  const client = useQueryClient()
  const asked = {
    tenant,
    query: search.q,
    range: rangeOf(search, serverNow() / 1000),
    refresh: refreshOf(search),
  }
  const isGraph = search.view === 'graph'
  const overTime = useQuery({ ...explore.overTime(asked), enabled: isGraph })
  const instant = useQuery({ ...explore.instant(asked), enabled: !isGraph })
  const query = isGraph ? overTime : instant
  const cancel = () => void client.cancelQueries({ queryKey: explore.all(tenant) })
  const draw = () => {
    if (query.error && !query.isFetching)
      return <Refused failure={query.error} expression={search.q} onPlace={onPlace} />
    if (query.data && !query.error)
      return isGraph ? (
        <Graph answer={query.data} clock={clock} onZoom={onZoom} />
      ) : (
        <Values answer={query.data} />
      )
    return query.isFetching ? <Skeleton kind="chart" /> : <p>{m.explore_cancelled()}</p>
  }
  return (
    <section
      aria-label={m.explore_result()}
      aria-busy={query.isFetching}
      className="relative flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface p-4"
    >
      {query.isFetching && (
        // Beside the tabs: a refresh that comes and goes must not move what is read.
        <div className="absolute end-4 top-4">
          <Button size="sm" icon={StopIcon} onClick={cancel}>
            {m.explore_cancel()}
          </Button>
        </div>
      )}
      <Tabs
        label={m.explore_result()}
        value={search.view}
        onChange={(view) => onView(view === 'table' ? 'table' : 'graph')}
        tabs={[
          { id: 'graph', label: m.explore_graph(), render: draw },
          { id: 'table', label: m.explore_table(), render: draw },
        ]}
      />
    </section>
  )
}

interface RefusedProps {
  failure: Failure
  expression: string
  onPlace: (offset: number) => void
}

function Refused({ failure, expression, onPlace }: RefusedProps) {
  const place = faultIn(failure.message)
  return (
    <div className="flex flex-col gap-2">
      <FailureNote failure={failure} />
      {place && (
        <div>
          <Button size="sm" onClick={() => onPlace(offsetOf(expression, place))}>
            {m.explore_place({
              line: formatNumber(place.line),
              column: formatNumber(place.column),
            })}
          </Button>
        </div>
      )}
    </div>
  )
}
