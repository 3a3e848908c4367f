import { Link } from 'react-router'

import { paths } from '~/app/paths'
import type { Column } from '~/components/table/DataTable'
import { Menu } from '~/components/ui/Menu'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import { type Subscription, type SubscriptionStep, subscriptionSteps } from '~/domain/subscription'
import { m } from '~/i18n/gen/messages'

import { stepWords } from './step-words'
import { SubscriptionBadge } from './words'

interface Given {
  tenant: string
  disabledBecause: string | undefined
  onStep: (step: SubscriptionStep, subscription: Subscription) => void
}

/** The columns of a consumer's subscriptions; the last one offers what their status allows. */
export const subscriptionColumns = ({
  tenant,
  disabledBecause,
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
    cell: ({ status, status_reason: reason }) => (
      <>
        <SubscriptionBadge status={status} />
        {reason !== null && (
          <span className="block text-sm text-muted">
            <Name value={reason} />
          </span>
        )}
      </>
    ),
  },
  {
    id: 'key',
    header: m.consumers_column_key,
    cell: (subscription) => <KeyCell subscription={subscription} />,
  },
  {
    id: 'plan',
    header: m.consumers_column_plan,
    cell: ({ plan_name }) =>
      plan_name === null ? m.consumers_no_plan() : <Name value={plan_name} />,
  },
  {
    id: 'last_used',
    header: m.consumers_column_last_used,
    cell: ({ last_used_at }) =>
      last_used_at === null ? m.consumers_never() : <Time at={last_used_at} />,
  },
  {
    id: 'expires',
    header: m.consumers_column_expires,
    cell: ({ expires_at }) =>
      expires_at === null ? m.consumers_never() : <Time at={expires_at} />,
  },
  actions({ disabledBecause, onStep }),
]

const actions = ({ disabledBecause, onStep }: Omit<Given, 'tenant'>): Column<Subscription> => ({
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

function KeyCell({ subscription }: { subscription: Subscription }) {
  const { api_key_prefix: prefix, old_key_prefix: old, old_key_expires_at: until } = subscription
  if (prefix === null) return <span className="text-muted">{m.consumers_no_key()}</span>
  return (
    <>
      <code className="text-sm">{prefix}…</code>
      {old !== null && until !== null && (
        <span className="block text-sm text-warn">
          {m.consumers_old_key_until({ prefix: old })} <Time at={until} />
        </span>
      )}
    </>
  )
}
