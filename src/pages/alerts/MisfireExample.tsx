import { DataTable } from '~/components/table/DataTable'
import {
  dividedInSum,
  dividedPerSeries,
  failed,
  limited,
  ONE_PERCENT,
  type RateSeries,
  STORM,
  STORM_REFUSALS,
} from '~/domain/misfire'
import { formatNumber, formatShare } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Example {
  id: string
  traffic: string
  runbook: string
  ours: string
}

const perSecond = (series: readonly RateSeries[]) =>
  series
    .map(({ labels, rate }) =>
      m.alerts_example_rate({ status: labels['status'] ?? '', rate: formatNumber(rate) }),
    )
    .join(', ')

function verdict(ratio: number | undefined, threshold: number): string {
  if (ratio === undefined) return m.alerts_example_nothing()
  const share = formatShare(ratio)
  return ratio > threshold ? m.alerts_example_fires({ share }) : m.alerts_example_quiet({ share })
}

const examples = (): Example[] => [
  {
    id: 'errors',
    traffic: perSecond(ONE_PERCENT),
    runbook: verdict(dividedPerSeries(failed(ONE_PERCENT), ONE_PERCENT)[0]?.rate, 0.05),
    ours: verdict(dividedInSum(failed(ONE_PERCENT), ONE_PERCENT), 0.05),
  },
  {
    id: 'storm',
    traffic: perSecond(STORM),
    runbook: verdict(dividedPerSeries(STORM_REFUSALS, STORM)[0]?.rate, 0.5),
    ours: verdict(dividedInSum(limited(STORM), STORM), 0.5),
  },
]

/** The two ratios on traffic that is easy to follow, computed as PromQL divides. */
export function MisfireExample() {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="text-muted">{m.alerts_example_hint()}</p>
      <DataTable
        rows={examples()}
        rowKey={({ id }) => id}
        caption={m.alerts_example()}
        empty=""
        columns={[
          { id: 'traffic', header: m.alerts_example_traffic, cell: ({ traffic }) => traffic },
          { id: 'runbook', header: m.alerts_misfire_runbook, cell: ({ runbook }) => runbook },
          { id: 'ours', header: m.alerts_misfire_ours, cell: ({ ours }) => ours },
        ]}
      />
    </div>
  )
}
