import { Link } from 'react-router'

import { paths } from '~/app/paths'
import type { Column } from '~/components/table/DataTable'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import type { Subscription } from '~/domain/subscription'
import type { Decision } from '~/api/approvals'
import { limitWords } from '~/features/subscriptions/limit-words'
import { stepWords } from '~/features/subscriptions/step-words'
import { m } from '~/i18n/gen/messages'

interface Given {
  tenant: string
  disabledBecause: string | undefined
  onDecide: (step: Decision, subscription: Subscription) => void
}

/** Everything that a decision needs, and the two decisions. */
export const columnsOf = ({ tenant, disabledBecause, onDecide }: Given): Column<Subscription>[] => [
  {
    id: 'consumer',
    header: m.approvals_column_consumer,
    cell: (subscription) => (
      <>
        <Link
          to={paths.consumer({ tenant, id: subscription.consumer_id })}
          className="text-accent hover:underline"
        >
          <Name value={subscription.consumer_name} />
        </Link>
        <span className="block text-sm text-muted">
          <Name value={subscription.consumer_email} />
        </span>
      </>
    ),
  },
  {
    id: 'api',
    header: m.approvals_column_api,
    cell: (subscription) => (
      <Link
        to={paths.api({ tenant, id: subscription.api_id })}
        className="block min-w-28 text-accent hover:underline"
      >
        <Name value={`${subscription.api_name} ${subscription.api_version}`} />
      </Link>
    ),
  },
  {
    id: 'plan',
    header: m.approvals_column_plan,
    cell: ({ plan_name: plan, plan_limits: limits }) => (
      <>
        {plan === null ? m.consumers_no_plan() : <Name value={plan} />}
        {limits !== null && (
          <span className="block min-w-40 text-sm text-muted">{limitWords(limits)}</span>
        )}
      </>
    ),
  },
  {
    id: 'since',
    header: m.approvals_column_since,
    cell: ({ created_at: at }) => <Time at={at} />,
  },
  {
    id: 'by',
    header: m.approvals_column_by,
    hideable: true,
    cell: ({ created_by: by }) => <Name value={by} />,
  },
  {
    id: 'decide',
    header: m.approvals_column_decide,
    align: 'end',
    cell: (subscription) => <Decide {...{ subscription, disabledBecause, onDecide }} />,
  },
]

function Decide({
  subscription,
  disabledBecause,
  onDecide,
}: Omit<Given, 'tenant'> & { subscription: Subscription }) {
  const of = { name: subscription.consumer_name, api: subscription.api_name }
  const names = { approve: m.approvals_approve_of(of), reject: m.approvals_reject_of(of) }
  return (
    <span className="inline-flex justify-end gap-1.5">
      {(['approve', 'reject'] as const).map((step) => (
        <Button
          key={step}
          size="sm"
          aria-label={names[step]}
          disabled={disabledBecause !== undefined}
          title={disabledBecause}
          onClick={() => onDecide(step, subscription)}
        >
          {stepWords[step].label()}
        </Button>
      ))}
    </span>
  )
}
