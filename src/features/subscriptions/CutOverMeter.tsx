import { useQueries } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'

import { keyMetrics } from '~/api/key-metrics'
import { FailureNote } from '~/components/state/FailureNote'
import { QuestionPopover } from '~/components/state/QuestionPopover'
import { Skeleton } from '~/components/state/Skeleton'
import { type CutOver, cutOver, type Silence, silences, usualSilence } from '~/domain/cut-over'
import type { Subscription } from '~/domain/subscription'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { doubtWords } from './words'

interface Props {
  subscription: Subscription
  oldKey: string
  newKey: string
}

const silenceWords: Record<Silence, () => string> = {
  300: m.subscriptions_silence_300,
  900: m.subscriptions_silence_900,
  3600: m.subscriptions_silence_3600,
  86400: m.subscriptions_silence_86400,
}
/** Calls on the old and on the new key, and whether the old one may go. */
export function CutOverMeter({ subscription, oldKey, newKey }: Props) {
  const [silence, setSilence] = useState<Silence>(usualSilence)
  // A subscription with an old key was rotated; of an unlikely one that was not, its whole life counts.
  const rotated = subscription.last_rotated_at ?? subscription.created_at
  const matchers = {
    tenant: subscription.tenant_id,
    consumer: subscription.consumer_external_id,
    keys: [oldKey, newKey],
  }
  const [recent, whole] = useQueries({
    queries: [keyMetrics.calls(matchers, silence), keyMetrics.callsSince(matchers, rotated)],
  })
  const failed = recent.error ?? whole.error
  const retry = () => void Promise.all([recent.refetch(), whole.refetch()])
  return (
    <section aria-label={m.subscriptions_meter()} className="flex flex-col gap-3">
      <SilenceChoice value={silence} onChange={setSilence} />
      {failed && (
        <>
          <Verdict tone="warn">{m.subscriptions_meter_unknown()}</Verdict>
          <FailureNote failure={failed} onRetry={retry} isRetrying={recent.isFetching} />
        </>
      )}
      {!failed && (!recent.data || !whole.data) && <Skeleton lines={3} />}
      {!failed && recent.data && whole.data && (
        <>
          <Counts
            meter={cutOver({ recent: recent.data, since: whole.data, oldKey, newKey })}
            silence={silenceWords[silence]()}
          />
          <p className="flex items-center gap-1 text-sm text-muted">
            {m.subscriptions_meter_note()}
            <QuestionPopover question={recent.data.question} label={m.subscriptions_meter()} />
          </p>
        </>
      )}
    </section>
  )
}

function SilenceChoice({
  value,
  onChange,
}: {
  value: Silence
  onChange: (value: Silence) => void
}) {
  const id = useId()
  return (
    <span className="flex flex-wrap items-center gap-2">
      <label htmlFor={id}>{m.subscriptions_silence()}</label>
      <select
        id={id}
        value={value}
        onChange={(event) =>
          onChange(silences.find((one) => String(one) === event.target.value) ?? usualSilence)
        }
        className="h-8 rounded-md border border-edge/60 bg-surface px-2"
      >
        {silences.map((seconds) => (
          <option key={seconds} value={seconds}>
            {silenceWords[seconds]()}
          </option>
        ))}
      </select>
    </span>
  )
}

function Counts({ meter, silence }: { meter: CutOver; silence: string }) {
  const all = (meter.old ?? 0) + (meter.new ?? 0)
  return (
    <>
      <Bar label={m.subscriptions_cutover_new()} count={meter.new} of={all} fill="fill-ok" />
      <Bar label={m.subscriptions_cutover_old()} count={meter.old} of={all} fill="fill-warn" />
      <VerdictWords meter={meter} silence={silence} />
    </>
  )
}

function Bar({
  label,
  count,
  of,
  fill,
}: {
  label: string
  count: number | undefined
  of: number
  fill: string
}) {
  const share = of === 0 ? 0 : ((count ?? 0) / of) * 100
  return (
    <div className="grid grid-cols-[6rem_minmax(0,1fr)_auto] items-center gap-2">
      <span className="text-muted">{label}</span>
      <svg aria-hidden viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 w-full">
        <rect width="100" height="8" rx="1" className="fill-sunken" />
        <rect width={share} height="8" rx="1" className={fill} />
      </svg>
      <span className="tabular-nums">
        {count === undefined
          ? m.subscriptions_meter_not_yet()
          : m.subscriptions_meter_calls({ count, shown: formatNumber(count) })}
      </span>
    </div>
  )
}

function VerdictWords({ meter, silence }: { meter: CutOver; silence: string }) {
  const { verdict } = meter
  if (verdict.say === 'safe')
    return (
      <Verdict tone="ok">{m.subscriptions_meter_safe({ silence, count: meter.new ?? 0 })}</Verdict>
    )
  if (verdict.say === 'unknown')
    return (
      <Verdict tone="warn">
        {m.subscriptions_meter_unknown()} {doubtWords[verdict.why]()}
      </Verdict>
    )
  return (
    <Verdict tone="warn">
      {verdict.why === 'old-in-use'
        ? m.subscriptions_meter_in_use({ silence, count: meter.recentOld })
        : m.subscriptions_meter_unused()}
    </Verdict>
  )
}

function Verdict({ tone, children }: { tone: 'ok' | 'warn'; children: ReactNode }) {
  const look = tone === 'ok' ? 'border-ok-line bg-ok-soft' : 'border-warn-line bg-warn-soft'
  return <output className={`block rounded-md border px-3 py-2 ${look}`}>{children}</output>
}
