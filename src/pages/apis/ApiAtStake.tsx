import { useQuery } from '@tanstack/react-query'

import { contracts } from '~/api/contracts'
import { metrics } from '~/api/metrics'
import { Skeleton } from '~/components/state/Skeleton'
import { ReadingValue } from '~/components/state/ReadingValue'
import { Facts } from '~/components/ui/Facts'
import type { Contract } from '~/domain/contract'
import type { Failure } from '~/domain/failure'
import type { Reading } from '~/domain/reading'
import { type ApiCalls, callsIn, type RangeAnswer } from '~/domain/traffic'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { lastHour } from './search'

/** Who is concerned by a step, in numbers: read and measured when it is asked, or why they are not known. */
export function ApiAtStake({ tenant, api }: { tenant: string; api: Contract }) {
  const now = useQuery({ ...contracts.detail(tenant, api.id), staleTime: 0 })
  const calls = useQuery(metrics.callsOf({ tenant, ...lastHour }, [api.apiName]))
  return (
    <section aria-label={m.apis_stake()} className="rounded-md border border-line px-3 py-2">
      <Facts
        facts={[
          {
            label: m.apis_stake_subscriptions(),
            value: formatNumber((now.data ?? api).subscription_count),
          },
          {
            label: m.apis_stake_calls(),
            value: (
              <span className="flex flex-col">
                <Calls query={calls} name={api.apiName} />
                <span className="text-sm text-muted">{m.apis_stake_versions()}</span>
              </span>
            ),
          },
        ]}
      />
    </section>
  )
}

interface CallsProps {
  query: { data: RangeAnswer | undefined; error: Failure | null }
  name: string
}

function Calls({ query, name }: CallsProps) {
  const reading = readingOf(query, name)
  if (!reading) return <Skeleton lines={1} />
  return (
    <ReadingValue
      reading={reading}
      format={(value) => formatNumber(value.calls)}
      label={m.apis_stake_calls()}
    />
  )
}

function readingOf(
  { data, error }: CallsProps['query'],
  name: string,
): Reading<ApiCalls> | undefined {
  // An answer from before the failure would be shown as if it were of now.
  if (error)
    return { state: 'unavailable', failure: error, question: data?.question ?? { query: '' } }
  return data && callsIn(data, name)
}
