import { useQuery } from '@tanstack/react-query'

import { alerts, type Evaluated } from '~/api/alerts'
import { ReadingValue } from '~/components/state/ReadingValue'
import { Skeleton } from '~/components/state/Skeleton'
import { Section } from '~/components/ui/Section'
import type { Failure } from '~/domain/failure'
import type { Family } from '~/domain/metric-families'
import { RUNBOOK } from '~/domain/metric-families'
import type { Reading } from '~/domain/reading'
import { useInstall } from '~/features/artefacts/install'
import { formatShare } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { MisfireExample } from './MisfireExample'

const over = (metric: string, part = '') => `rate(${metric}${part}[1h])`
/** The runbook's two ratios beside ours, over an hour: in five minutes there may be nothing to compare. */
function pairsOf({ requests, limited = RUNBOOK.limited ?? '', labels: { status } }: Family) {
  const share = (part: string) =>
    `sum by (job) (${over(requests, part)}) / sum by (job) (${over(requests)})`
  return [
    {
      id: 'errors',
      title: m.alerts_misfire_errors,
      runbook: `${over(requests, `{${status}=~"5.."}`)} / ${over(requests)}`,
      ours: share(`{${status}=~"5.."}`),
    },
    {
      id: 'storm',
      title: m.alerts_misfire_storm,
      runbook: `${over(limited)} / ${over(requests)}`,
      ours: share(`{${status}="429"}`),
    },
  ]
}

/** Why the runbook's expressions misfire: what they give on the data of this installation, and on an example to the end. */
export function Misfires({ tenant }: { tenant: string }) {
  const { family } = useInstall(tenant)
  return (
    <div id="misfires" className="scroll-mt-4">
      <Section title={m.alerts_misfire()} description={m.alerts_misfire_hint()}>
        <div className="flex flex-col gap-4">
          <div className="grid gap-4 md:grid-cols-2">
            {pairsOf(family).map(({ id, title, runbook, ours }) => (
              <div
                key={id}
                className="flex min-w-0 flex-col gap-2 rounded-md border border-line p-3"
              >
                <h3 className="font-medium">{title()}</h3>
                <Ratio
                  tenant={tenant}
                  query={runbook}
                  label={m.alerts_misfire_runbook()}
                  place={title()}
                />
                <Ratio
                  tenant={tenant}
                  query={ours}
                  label={m.alerts_misfire_ours()}
                  place={title()}
                />
              </div>
            ))}
          </div>
          <MisfireExample />
        </div>
      </Section>
    </div>
  )
}

interface RatioProps {
  tenant: string
  query: string
  label: string
  place: string
}

function Ratio({ tenant, query, label, place }: RatioProps) {
  const asked = useQuery({ ...alerts.value(tenant, query), refetchInterval: false as const })
  const reading = readingOf(asked, query)
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <span className="text-muted">{label}</span>
      {reading === undefined ? (
        <span className="w-20">
          <Skeleton lines={1} />
        </span>
      ) : (
        <ReadingValue reading={reading} format={ratioText} label={`${place}, ${label}`} />
      )}
    </p>
  )
}

/** The lowest and the highest of the series; one number where they are the same. */
function ratioText(ratios: readonly number[]): string {
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)]
  const text =
    low === high
      ? formatShare(low)
      : m.alerts_misfire_range({ low: formatShare(low), high: formatShare(high) })
  return m.alerts_misfire_series({ count: ratios.length, text })
}

function readingOf(
  { data, error }: { data: Evaluated | undefined; error: Failure | null },
  query: string,
): Reading<readonly number[]> | undefined {
  if (error) return { state: 'unavailable', failure: error, question: { query } }
  if (!data) return undefined
  // A series without calls is 0 of 0: no share, and no number.
  const samples = data.series.flatMap(({ samples: [sample] }) =>
    sample && Number.isFinite(sample.value) ? [sample] : [],
  )
  if (samples.length === 0) return { state: 'empty', question: data.question }
  return {
    state: 'value',
    value: samples.map(({ value }) => value),
    sampledAt: Math.max(...samples.map(({ at }) => at)) * 1000,
    question: data.question,
  }
}
