import { Link } from 'react-router'

import { paths } from '~/app/paths'
import type { Column } from '~/components/table/DataTable'
import { Menu } from '~/components/ui/Menu'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import { type Subscription, type SubscriptionStep, subscriptionSteps } from '~/domain/subscription'
import type { GatewayState } from '~/api/gateway-state'
import { KeyHealth } from '~/features/subscriptions/KeyHealth'
import { KeyUse } from '~/features/subscriptions/KeyUse'
import { QuotaUse } from '~/features/subscriptions/QuotaUse'
import { stepWords } from '~/features/subscriptions/step-words'
import type { ConsumerKeyUse } from '~/features/subscriptions/use-key-use'
import { SubscriptionBadge } from '~/features/subscriptions/words'
import { m } from '~/i18n/gen/messages'

interface Given {
  tenant: string
  disabledBecause: string | undefined
  use: ConsumerKeyUse
  gateway: GatewayState | undefined
  onStep: (step: SubscriptionStep | 'cut-over', subscription: Subscription) => void
}

/** The columns of a consumer's subscriptions; the last one offers what their status allows. */
export const subscriptionColumns = ({
  tenant,
  disabledBecause,
  use,
  gateway,
  onStep,
}: Given): Column<Subscription>[] => [
  {
    id: 'api',
    header: m.consumers_column_api,
    cell: (subscription) => (
      <Link
        to={paths.api({ tenant, id: subscription.api_id })}
        className="text-accent hover:underline"
      >
        <Name value={`${subscription.api_name} ${subscription.api_version}`} />
      </Link>
    ),
  },
  {
    id: 'status',
    header: m.consumers_column_status,
    cell: (subscription) => <StatusCell subscription={subscription} use={use} />,
  },
  {
    id: 'key',
    header: m.consumers_column_key,
    cell: (subscription) => <KeyCell subscription={subscription} onStep={onStep} />,
  },
  {
    id: 'plan',
    header: m.consumers_column_plan,
    cell: (subscription) => <PlanCell subscription={subscription} gateway={gateway} />,
  },
  {
    id: 'last_used',
    header: m.consumers_column_last_used,
    cell: (subscription) => <KeyUse subscription={subscription} use={use} />,
  },
  {
    id: 'expires',
    header: m.consumers_column_expires,
    cell: ({ expires_at }) =>
      expires_at === null ? m.consumers_never() : <Time at={expires_at} />,
  },
  actions({ disabledBecause, onStep }),
]

const actions = ({
  disabledBecause,
  onStep,
}: Pick<Given, 'disabledBecause' | 'onStep'>): Column<Subscription> => ({
  id: 'actions',
  header: m.consumers_column_actions,
  align: 'end',
  cell: (subscription) => (
    <Menu
      label={m.consumers_actions_for({ api: subscription.api_name })}
      items={subscriptionSteps(subscription.status).map((step) => ({
        label: stepWords[step].label(),
        isDangerous: step === 'revoke' || step === 'reject',
        onSelect: () => onStep(step, subscription),
        ...(disabledBecause !== undefined && { disabledBecause }),
      }))}
    />
  ),
})

function KeyCell({ subscription, onStep }: Pick<Given, 'onStep'> & { subscription: Subscription }) {
  const { api_key_prefix: prefix, old_key_prefix: old, old_key_expires_at: until } = subscription
  if (prefix === null) return <span className="text-muted">{m.consumers_no_key()}</span>
  return (
    <>
      <code className="text-sm">{prefix}…</code>
      {old !== null && until !== null && (
        <span className="block text-sm">
          <span className="text-warn">
            {m.consumers_old_key_until({ prefix: old })} <Time at={until} />
          </span>{' '}
          <Button
            size="sm"
            aria-label={m.subscriptions_cutover_of({ api: subscription.api_name })}
            onClick={() => onStep('cut-over', subscription)}
          >
            {m.subscriptions_cutover()}
          </Button>
        </span>
      )}
    </>
  )
}

function StatusCell({ subscription, use }: Pick<Given, 'use'> & { subscription: Subscription }) {
  const { status, status_reason: reason } = subscription
  return (
    <>
      <SubscriptionBadge status={status} />
      {reason !== null && (
        <span className="block text-sm text-muted">
          <Name value={reason} />
        </span>
      )}
      <KeyHealth subscription={subscription} use={use} />
    </>
  )
}

function PlanCell({
  subscription,
  gateway,
}: Pick<Given, 'gateway'> & { subscription: Subscription }) {
  const { plan_name: plan } = subscription
  return (
    <>
      {plan === null ? m.consumers_no_plan() : <Name value={plan} />}
      <QuotaUse subscription={subscription} gateway={gateway} />
    </>
  )
}
