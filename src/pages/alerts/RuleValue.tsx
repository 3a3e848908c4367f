import { useQuery } from '@tanstack/react-query'

import { alerts, type Evaluated } from '~/api/alerts'
import { ReadingValue } from '~/components/state/ReadingValue'
import { Skeleton } from '~/components/state/Skeleton'
import { type AlertingRule, conditionOf, isShare, meets, mostTelling } from '~/domain/alert-rule'
import type { Condition } from '~/domain/alert-rule'
import type { Failure } from '~/domain/failure'
import type { Reading } from '~/domain/reading'
import { formatNumber, formatShare } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { firesWords } from './words'

interface Props {
  tenant: string
  rule: AlertingRule
  isConfined: boolean
}

/** The value that a rule compares, evaluated now, and the threshold, both in words. */
export function RuleValue({ tenant, rule, isConfined }: Props) {
  const condition = conditionOf(rule.query)
  if (!condition) return <p className="text-sm text-muted">{m.alerts_no_threshold()}</p>
  return <Compared {...{ tenant, rule, isConfined, condition }} />
}

function Compared({ tenant, rule, isConfined, condition }: Props & { condition: Condition }) {
  const query = useQuery(alerts.value(tenant, condition.left))
  const words = isShare(condition) ? formatShare : (value: number) => formatNumber(value)
  const reading = readingOf(query, condition, isConfined)
  const isMet = reading?.state === 'value' && meets(reading.value, condition)
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="flex items-center gap-1.5">
        <span className="text-muted">{m.alerts_now()}</span>
        {reading === undefined ? (
          <span className="w-20">
            <Skeleton lines={1} />
          </span>
        ) : (
          <span className={isMet ? 'font-medium text-bad' : 'font-medium'}>
            <ReadingValue
              reading={reading}
              format={words}
              label={m.alerts_value_of({ name: rule.name })}
            />
          </span>
        )}
      </span>
      <span className="text-muted">
        {firesWords[condition.operator]({ threshold: words(condition.threshold) })}
      </span>
    </p>
  )
}

interface Asked {
  data: Evaluated | undefined
  error: Failure | null
}

/** @returns undefined while nothing is known */
function readingOf(
  { data, error }: Asked,
  condition: Condition,
  isConfined: boolean,
): Reading<number> | undefined {
  if (error) return { state: 'unavailable', failure: error, question: { query: condition.left } }
  if (!data) return undefined
  const { question, series } = data
  const samples = series.flatMap(({ samples: [sample] }) => sample ?? [])
  const value = mostTelling(
    samples.map((sample) => sample.value),
    condition,
  )
  // What carries no tenant is not shown to a reader of one tenant: nothing there is no finding then.
  if (value === undefined && isConfined) return { state: 'off', reason: m.alerts_value_confined() }
  if (value === undefined) return { state: 'empty', question }
  const sampledAt = Math.max(...samples.map(({ at }) => at)) * 1000
  const derivation =
    samples.length > 1 ? m.alerts_value_of_many({ count: samples.length }) : undefined
  return {
    state: 'value',
    value,
    sampledAt,
    question: { ...question, ...(derivation !== undefined && { derivation }) },
  }
}
