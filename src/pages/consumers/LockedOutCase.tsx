import { useMutation } from '@tanstack/react-query'
import CheckIcon from 'lucide-react/icons/circle-check'
import BarredIcon from 'lucide-react/icons/circle-x'
import { useState } from 'react'
import { Link } from 'react-router'

import { consumers } from '~/api/consumers'
import { paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { ActionLink } from '~/components/ui/ActionLink'
import { Button } from '~/components/ui/Button'
import { Facts } from '~/components/ui/Facts'
import { Name } from '~/components/ui/Name'
import { plainName } from '~/components/ui/name-parts'
import { Section } from '~/components/ui/Section'
import { Time } from '~/components/ui/Time'
import { toast } from '~/components/ui/toast'
import { type Case, decisionFor, type Lookup, type Mend } from '~/domain/lookup'
import { actionLabel } from '~/features/history/words'
import { ReasonForm } from '~/features/subscriptions/ReasonForm'
import { stepWords } from '~/features/subscriptions/step-words'
import { SubscriptionDialog } from '~/features/subscriptions/SubscriptionDialog'
import { SubscriptionBadge } from '~/features/subscriptions/words'
import { formatInstant, formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { obstacleWords } from './desk-words'
import { StatusBadge, statusLabel } from './words'

interface Props {
  tenant: string
  lookup: Lookup
  found: Case
}

/** One subscription that was found: who, why it is refused, who decided so and when, and what mends it. */
export function LockedOutCase({ tenant, lookup, found }: Props) {
  const { subscription, obstacles } = found
  const title = m.desk_case({
    consumer: plainName(subscription.consumer_name),
    api: `${plainName(subscription.api_name)} ${subscription.api_version}`,
  })
  return (
    <Section title={title} action={<Mends tenant={tenant} lookup={lookup} found={found} />}>
      <ul className="mb-3 flex flex-col gap-1">
        {obstacles.map((obstacle) => (
          <li key={obstacle} className="flex items-start gap-2 font-medium text-bad">
            <BarredIcon aria-hidden size={16} className="mt-0.5 shrink-0" />
            {obstacleWords[obstacle]()}
          </li>
        ))}
        {obstacles.length === 0 && (
          <li className="flex items-start gap-2">
            <CheckIcon aria-hidden size={16} className="mt-0.5 shrink-0 text-ok" />
            <span>
              <span className="font-medium text-ok">{m.desk_works()}</span>
              <br />
              <span className="text-muted">{m.desk_works_hint()}</span>
            </span>
          </li>
        )}
      </ul>
      <CaseFacts tenant={tenant} lookup={lookup} found={found} />
    </Section>
  )
}

function CaseFacts({ tenant, lookup, found }: Props) {
  const { subscription } = found
  const consumer = lookup.consumers.find(({ id }) => id === subscription.consumer_id)
  const decision = decisionFor(lookup, found)
  const facts = [
    {
      label: m.desk_who(),
      value: consumer ? (
        <span className="flex flex-wrap items-center gap-2">
          <Link
            to={paths.consumer({ tenant, id: consumer.id })}
            className="text-accent underline underline-offset-2"
          >
            <Name value={consumer.name} />
          </Link>
          <StatusBadge status={consumer.status} />
          <span className="text-muted">{consumer.email}</span>
        </span>
      ) : (
        <Name value={subscription.consumer_name} />
      ),
    },
    { label: m.desk_status(), value: <SubscriptionBadge status={subscription.status} /> },
    { label: m.desk_key(), value: keyWords(lookup, subscription.api_key_prefix) },
  ]
  if (decision)
    facts.push({
      label: m.desk_decided(),
      value: (
        <span className="flex flex-wrap gap-x-2">
          <span>{decidedBy(decision)}</span>
          <Time at={decision.at} show="absolute" />
          {decision.reason !== null && <span>{m.desk_reason({ reason: decision.reason })}</span>}
        </span>
      ),
    })
  return <Facts facts={facts} />
}

const decidedBy = ({ action, actor_name: name }: Lookup['decisions'][number]) =>
  m.desk_decided_by({ action: actionLabel(action), name })

function keyWords({ key }: Lookup, prefix: string | null) {
  const shown = key?.prefix ?? prefix
  if (shown === null) return '—'
  const time = key?.expires_at ? formatInstant(Date.parse(key.expires_at)) : ''
  const states = {
    current: m.desk_key_current,
    grace: () => m.desk_key_grace({ time }),
    over: () => m.desk_key_over({ time }),
    revoked: m.desk_key_revoked,
  }
  return (
    <span>
      <code className="font-mono text-sm">{shown}</code>
      {key !== null && `: ${states[key.state]()}`}
    </span>
  )
}

const mendLabel: Record<Mend, () => string> = {
  'activate-consumer': m.desk_mend_activate,
  reactivate: stepWords.reactivate.label,
  approve: stepWords.approve.label,
  rotate: m.desk_mend_rotate,
  subscribe: m.desk_mend_subscribe,
}

/** Why the caller may not; undefined where they may. */
function useWhyNot(permission: 'consumers:write' | 'subscriptions:write'): string | undefined {
  const can = useCan(permission)
  return can ? undefined : m.consumers_needs_role({ roles: formatList(rolesFor(permission)) })
}

function Mends({ tenant, lookup, found: { subscription, mends, obstacles } }: Props) {
  const [open, setOpen] = useState<Mend>()
  const close = () => setOpen(undefined)
  const canConsumers = useWhyNot('consumers:write')
  const canSubscriptions = useWhyNot('subscriptions:write')
  const consumer = lookup.consumers.find(({ id }) => id === subscription.consumer_id)
  return (
    <>
      {obstacles.includes('api_not_served') && (
        <ActionLink to={paths.api({ tenant, id: subscription.api_id })} disabledBecause={undefined}>
          {m.desk_open_api()}
        </ActionLink>
      )}
      {mends.map((mend) => {
        if (mend === 'subscribe')
          return (
            <ActionLink
              key={mend}
              to={paths.newSubscription({ tenant, consumerId: subscription.consumer_id })}
              variant="primary"
              disabledBecause={canSubscriptions}
            >
              {mendLabel[mend]()}
            </ActionLink>
          )
        const why = mend === 'activate-consumer' ? canConsumers : canSubscriptions
        return (
          <Button
            key={mend}
            variant={obstacles.length > 0 ? 'primary' : 'secondary'}
            disabled={why !== undefined}
            title={why}
            onClick={() => setOpen(mend)}
          >
            {mendLabel[mend]()}
          </Button>
        )
      })}
      {open === 'activate-consumer' && consumer && (
        <ActivateConsumer
          tenant={tenant}
          id={consumer.id}
          name={plainName(consumer.name)}
          onClose={close}
        />
      )}
      {(open === 'reactivate' || open === 'approve' || open === 'rotate') && (
        <SubscriptionDialog
          step={open}
          subscription={subscription}
          onClose={close}
          // What it is now is read back into the case itself.
          onDone={toast}
        />
      )}
    </>
  )
}

interface ActivateProps {
  tenant: string
  id: string
  name: string
  onClose: () => void
}

function ActivateConsumer({ tenant, id, name, onClose }: ActivateProps) {
  const move = useMutation({
    ...consumers.move(tenant),
    onSuccess: ({ status }) => {
      onClose()
      toast(m.consumers_moved({ status: statusLabel(status) }))
    },
  })
  return (
    <ReasonForm
      title={m.consumers_activate_title({ name })}
      consequence={m.consumers_activate_consequence()}
      confirmLabel={m.consumers_activate()}
      isDangerous={false}
      mutation={move}
      toRequest={(reason) => ({ id, step: 'activate' as const, reason })}
      onClose={onClose}
    />
  )
}
