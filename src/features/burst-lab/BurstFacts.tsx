import type { ReactNode } from 'react'
import { Link } from 'react-router'

import type { BurstResult } from '~/api/burst'
import { paths } from '~/app/paths'
import { Facts } from '~/components/ui/Facts'
import { Name } from '~/components/ui/Name'
import { config } from '~/config/config'
import { BROWSER_CONNECTIONS, type BurstCall, namedLimit } from '~/domain/burst'
import type { Expectation } from '~/domain/burst-expectation'
import type { Judgement } from '~/domain/burst-verdict'
import { formatDuration, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { limitText } from './words'

interface Props {
  tenant: string
  result: BurstResult
  judgement: Judgement
}

/** What was configured, and what was observed beside it. */
export function BurstFacts({ tenant, result, judgement }: Props) {
  const { calls, expectation, consumer, protocol } = result
  const { plan } = expectation
  return (
    <Facts
      facts={[
        {
          label: m.labs_fact_configured(),
          value: <Configured tenant={tenant} expectation={expectation} />,
        },
        ...(plan && expectation.judged === 'policy'
          ? [{ label: m.labs_fact_plan(), value: <Name value={planText(plan)} /> }]
          : []),
        { label: m.labs_fact_named(), value: namedText(calls) },
        {
          label: m.labs_fact_caller(),
          value: consumer ? (
            <Link
              className="text-accent hover:underline"
              to={paths.consumer({ tenant, id: consumer.id })}
            >
              <Name value={consumer.name} />
            </Link>
          ) : (
            m.labs_fact_caller_unknown()
          ),
        },
        { label: m.labs_fact_first(), value: firstText(judgement) },
        { label: m.labs_fact_retry(), value: retryText(calls) },
        { label: m.labs_fact_rate(), value: rateText(calls) },
        {
          label: m.labs_fact_way(),
          value: m.labs_fact_way_value({
            base: config().gatewayBase,
            protocol: protocol === '' ? m.labs_protocol_unknown() : protocol.toUpperCase(),
            most: BROWSER_CONNECTIONS,
          }),
        },
      ]}
    />
  )
}

function Configured({ tenant, expectation }: { tenant: string; expectation: Expectation }) {
  const { limit, source, judged } = expectation
  if (!limit) return m.labs_fact_configured_none()
  const by: ReactNode =
    judged === 'plan' ? (
      m.labs_fact_by_plan({ name: source?.name ?? '' })
    ) : source?.id === undefined ? null : (
      <>
        {m.labs_fact_by_policy()}{' '}
        <Link className="text-accent hover:underline" to={paths.policy({ tenant, id: source.id })}>
          <Name value={source.name} />
        </Link>
      </>
    )
  return (
    <>
      {limitText(limit)}, {by}
    </>
  )
}

function planText({ name, limit, daily, monthly }: NonNullable<Expectation['plan']>): string {
  const quotas = [
    ...(limit ? [limitText(limit)] : []),
    ...(daily === null ? [] : [m.labs_plan_daily({ count: formatNumber(daily) })]),
    ...(monthly === null ? [] : [m.labs_plan_monthly({ count: formatNumber(monthly) })]),
  ]
  return [name, ...quotas].join(', ')
}

function namedText(calls: readonly BurstCall[]): string {
  const named = calls.flatMap(({ headers }) => namedLimit(headers) ?? [])
  const texts = [...new Set(named.map(limitText))]
  return texts.length === 0 ? m.labs_fact_named_none() : texts.join('; ')
}

function firstText({ first, expectedFirst: expected }: Judgement): string {
  if (first === undefined)
    return expected === undefined
      ? m.labs_fact_first_none()
      : m.labs_fact_first_missing({ expected: formatNumber(expected) })
  return expected === undefined
    ? m.labs_fact_first_only({ first: formatNumber(first) })
    : m.labs_fact_first_expected({
        first: formatNumber(first),
        expected: formatNumber(expected),
      })
}

function retryText(calls: readonly BurstCall[]): string {
  const found = calls.find(({ headers }) => headers['retry-after'] !== undefined)
  return found
    ? m.labs_fact_retry_value({
        seconds: found.headers['retry-after'] ?? '',
        index: formatNumber(found.index),
      })
    : m.labs_fact_retry_none()
}

function rateText(calls: readonly BurstCall[]): string {
  const end = Math.max(0, ...calls.map(({ endedAt }) => endedAt))
  if (end === 0) return '–'
  return m.labs_fact_rate_value({
    rate: formatNumber((calls.length * 1000) / end, { maximumFractionDigits: 1 }),
    time: formatDuration(end),
  })
}
