import CheckIcon from 'lucide-react/icons/circle-check'
import OpenIcon from 'lucide-react/icons/circle-dashed'
import type { ReactNode } from 'react'

import { portalPaths } from '~/app/paths'
import { FailureNote } from '~/components/state/FailureNote'
import { LinkButton } from '~/components/ui/LinkButton'
import { Name } from '~/components/ui/Name'
import { Section } from '~/components/ui/Section'
import { Time } from '~/components/ui/Time'
import type { Subscription } from '~/domain/subscription'
import { m } from '~/i18n/gen/messages'

import { EntryButtons } from './EntryButtons'
import { subscriptionTo, useOwn } from './own'

interface Step {
  id: string
  title: string
  isDone: boolean
  /** What is known of it, measured or read now. */
  evidence: ReactNode
  action?: ReactNode
}

/** The way to the first call of an API: each step with what proves it, and the next one to take. */
export function FirstSteps({ api }: { api: string }) {
  const { isSignedIn, profile, subscriptions } = useOwn()
  const failed = profile.error ?? subscriptions.error
  const subscription = subscriptionTo(api, subscriptions.data?.items)
  const steps: Step[] = [
    {
      id: 'account',
      title: m.portal_step_account(),
      isDone: isSignedIn,
      evidence: isSignedIn ? m.portal_step_account_done() : m.portal_step_account_open(),
      action: isSignedIn ? undefined : <EntryButtons />,
    },
    {
      id: 'profile',
      title: m.portal_step_profile(),
      isDone: isSignedIn && Boolean(profile.data),
      evidence: profile.data ? <Name value={profile.data.name} /> : m.portal_step_profile_open(),
      action: (
        <LinkButton size="sm" variant="primary" to={portalPaths.subscribe({ id: api })}>
          {m.portal_profile_new()}
        </LinkButton>
      ),
    },
    keyStep(api, subscription),
    callStep(api, subscription),
  ]
  const next = steps.findIndex(({ isDone }) => !isDone)
  return (
    <Section title={m.portal_steps()}>
      {failed && (
        <FailureNote
          failure={failed}
          onRetry={() => void Promise.all([profile.refetch(), subscriptions.refetch()])}
        />
      )}
      <ol className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
        {steps.map((step, at) => (
          <StepView key={step.id} step={step} isNext={at === next} />
        ))}
      </ol>
    </Section>
  )
}

function StepView({ step, isNext }: { step: Step; isNext: boolean }) {
  const { title, isDone, evidence, action } = step
  const Icon = isDone ? CheckIcon : OpenIcon
  return (
    <li className="flex min-w-0 gap-2" {...(isNext && { 'aria-current': 'step' as const })}>
      <Icon
        aria-hidden
        size={16}
        className={`mt-0.5 shrink-0 ${isDone ? 'text-ok' : 'text-faint'}`}
      />
      <div className="flex min-w-0 flex-col items-start gap-1">
        <p className={isNext ? 'font-medium' : undefined}>
          {title}
          <span className="sr-only">
            : {isDone ? m.portal_step_is_done() : m.portal_step_is_open()}
          </span>
        </p>
        <p className="text-sm text-muted [overflow-wrap:anywhere]">{evidence}</p>
        {isNext && action}
      </div>
    </li>
  )
}

function keyStep(api: string, subscription: Subscription | undefined): Step {
  const prefix = subscription?.status === 'active' ? subscription.api_key_prefix : null
  const isApproved = subscription?.status === 'active' && prefix === null
  const isWaiting = subscription?.status === 'pending'
  return {
    id: 'key',
    title: m.portal_step_key(),
    isDone: prefix !== null,
    evidence: keyEvidence(subscription, prefix),
    action: isWaiting ? undefined : (
      <LinkButton
        size="sm"
        variant="primary"
        to={isApproved ? portalPaths.keys() : portalPaths.subscribe({ id: api })}
      >
        {isApproved ? m.portal_key_fetch() : m.portal_subscribe()}
      </LinkButton>
    ),
  }
}

function keyEvidence(subscription: Subscription | undefined, prefix: string | null): ReactNode {
  if (prefix !== null) return <code>{prefix}…</code>
  if (subscription?.status === 'pending') return m.portal_waits()
  if (subscription?.status === 'active') return m.portal_key_approved()
  if (subscription?.status === 'rejected')
    return m.portal_rejected({ reason: subscription.status_reason ?? '—' })
  return m.portal_step_key_open()
}

function callStep(api: string, subscription: Subscription | undefined): Step {
  const at = subscription?.first_used_at ?? subscription?.last_used_at
  return {
    id: 'call',
    title: m.portal_step_call(),
    isDone: Boolean(at),
    evidence: at ? (
      <>
        {m.portal_step_call_done()} <Time at={at} show="absolute" />
      </>
    ) : (
      m.portal_step_call_open()
    ),
    action: (
      <LinkButton size="sm" variant="primary" to={portalPaths.api({ id: api, tab: 'try' })}>
        {m.portal_try()}
      </LinkButton>
    ),
  }
}
