import { useQuery } from '@tanstack/react-query'

import { keyMetrics } from '~/api/key-metrics'
import { failureWords } from '~/components/state/failure-words'
import { QuestionPopover } from '~/components/state/QuestionPopover'
import { Time } from '~/components/ui/Time'
import type { Failure } from '~/domain/failure'
import { keyCallsIn } from '~/domain/key-calls'
import type { RangeAnswer } from '~/domain/traffic'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  /** External id, as the gateway counts it. */
  consumer: string
  /** Prefixes of the keys that are about to be refused; all of the consumer's when absent. */
  keys?: readonly string[]
}

const HOUR_S = 3600

/** How many calls of the last hour would have been refused: measured, or said not to be known, and why. */
export function CallsAtStake({ tenant, consumer, keys }: Props) {
  const query = useQuery(keyMetrics.calls({ tenant, consumer, ...(keys && { keys }) }, HOUR_S))
  return (
    <div aria-live="polite">
      {query.data && !query.error ? (
        <Measured answer={query.data} keys={keys} />
      ) : (
        <p className={query.error ? 'text-warn' : 'text-muted'}>
          {query.error ? unknown(causeOf(query.error)) : m.subscriptions_stake_asking()}
        </p>
      )}
    </div>
  )
}

const unknown = (cause: string) => m.subscriptions_stake_unknown({ cause })

function causeOf(failure: Failure): string {
  const { cause, title } = failureWords(failure)
  return cause === '' ? title : cause
}

function Measured({ answer, keys }: { answer: RangeAnswer; keys: readonly string[] | undefined }) {
  const reading = keyCallsIn(answer, keys, m.subscriptions_doubt_gathered())
  if (!('value' in reading))
    return (
      <p className="text-warn">
        {unknown(reading.state === 'off' ? reading.reason : m.subscriptions_doubt_unwatched())}
      </p>
    )
  const { question, sampledAt, value } = reading
  return (
    <div>
      <strong className="font-semibold">
        {value.calls === 0
          ? m.subscriptions_stake_zero()
          : m.subscriptions_stake({ count: value.calls })}
      </strong>{' '}
      {reading.state === 'stale' && (
        <span className="text-warn">
          {m.subscriptions_stake_stale()} <Time at={sampledAt} />
        </span>
      )}{' '}
      <QuestionPopover
        question={question}
        label={m.subscriptions_stake_label()}
        sampledAt={sampledAt}
      />
    </div>
  )
}
