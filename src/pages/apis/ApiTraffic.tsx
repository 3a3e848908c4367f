import { useQuery } from '@tanstack/react-query'

import { metrics } from '~/api/metrics'
import { Panel } from '~/components/state/Panel'
import { ReadingValue } from '~/components/state/ReadingValue'
import type { Reading } from '~/domain/reading'
import { rangeQuantile, requestShare, requestTotals, type RangeAnswer } from '~/domain/traffic'
import { formatDuration, formatNumber, formatShare } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { lastHour } from './search'

const seconds = (value: number) => formatDuration(value * 1000)

/** What went through the gateway to this API in the last hour. A failed question shows no number from before. */
export function ApiTraffic({ tenant, api }: { tenant: string; api: string }) {
  const query = useQuery(metrics.summary({ tenant, api, ...lastHour }))
  return (
    <Panel
      title={m.apis_traffic()}
      description={m.apis_traffic_description()}
      query={{ ...query, data: query.error ? undefined : query.data }}
    >
      {(answer) => <Figures answer={answer} />}
    </Panel>
  )
}

function Figures({ answer }: { answer: RangeAnswer }) {
  const totals = requestTotals(answer)
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
      <Figure
        label={m.apis_traffic_requests()}
        reading={totals}
        format={({ all }) => formatNumber(all)}
      />
      <Figure
        label={m.apis_traffic_errors()}
        reading={requestShare(answer, '5xx')}
        format={formatShare}
      />
      <Figure
        label={m.apis_traffic_limited()}
        reading={requestShare(answer, '429')}
        format={formatShare}
      />
      <Figure
        label={m.apis_traffic_p50()}
        reading={rangeQuantile(answer, '0.5')}
        format={seconds}
      />
      <Figure
        label={m.apis_traffic_p95()}
        reading={rangeQuantile(answer, '0.95')}
        format={seconds}
      />
      <Figure
        label={m.apis_traffic_p99()}
        reading={rangeQuantile(answer, '0.99')}
        format={seconds}
      />
      {'value' in totals && (
        <div className="col-span-full text-sm text-muted tabular-nums">
          {totals.value.classes.map(({ id, count }) => `${id}: ${formatNumber(count)}`).join(' · ')}
        </div>
      )}
    </dl>
  )
}

interface FigureProps<T> {
  label: string
  reading: Reading<T>
  format: (value: T) => string
}

function Figure<T>({ label, reading, format }: FigureProps<T>) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{label}</dt>
      <dd>
        <ReadingValue reading={reading} format={format} label={label} />
      </dd>
    </div>
  )
}
