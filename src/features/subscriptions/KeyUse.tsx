import { SparkLine } from '~/components/chart/SparkLine'
import { ReadingValue } from '~/components/state/ReadingValue'
import { Time } from '~/components/ui/Time'
import { keyCallsIn } from '~/domain/key-calls'
import { groupLines, labelOf } from '~/domain/series'
import type { Subscription } from '~/domain/subscription'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { ConsumerKeyUse } from './use-key-use'

const keysOf = ({ api_key_prefix: present, old_key_prefix: old }: Subscription) =>
  [present, old].filter((key) => key !== null)

/** When the keys of a subscription were last used, how often in a day, and the day as a line. */
export function KeyUse({ subscription, use }: { subscription: Subscription; use: ConsumerKeyUse }) {
  const { last_used_at: last } = subscription
  const keys = keysOf(subscription)
  return (
    <>
      {last === null ? m.consumers_never() : <Time at={last} />}
      {keys.length > 0 && use.calls && (
        <span className="block text-sm whitespace-nowrap text-muted">
          <ReadingValue
            reading={keyCallsIn(use.calls, keys, m.subscriptions_doubt_gathered())}
            format={({ calls }) => m.subscriptions_calls_day({ count: formatNumber(calls) })}
            label={m.subscriptions_calls_label({ api: subscription.api_name })}
          />
        </span>
      )}
      {keys.length > 0 && use.rates && (
        <Day keys={keys} rates={use.rates} api={subscription.api_name} />
      )}
    </>
  )
}

function Day({
  keys,
  rates,
  api,
}: {
  keys: readonly string[]
  rates: NonNullable<ConsumerKeyUse['rates']>
  api: string
}) {
  const mine = rates.series.filter((series) => keys.includes(labelOf(series, 'key')))
  const [line] = groupLines(mine, rates.grid, () => 'all')
  return line ? <SparkLine values={line.values} label={m.subscriptions_spark({ api })} /> : null
}
