import type { Column } from '~/components/table/DataTable'
import { Badge } from '~/components/ui/Badge'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import type { Plan } from '~/domain/plan'
import { limitWords } from '~/features/subscriptions/limit-words'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { PlanActions } from './PlanActions'
import { statusLabel } from './words'

interface Given {
  tenant: string
  disabledBecause: string | undefined
  /** @param sentence what a plan is now, for the proof that it is in force */
  onDone: (sentence: string) => void
}

/** The columns of the list; the last one acts, so they depend on the tenant and on what the reader may do. */
export const columnsOf = (given: Given): Column<Plan>[] => [
  {
    id: 'name',
    header: m.plans_column_name,
    sortable: true,
    cell: (plan) => <Name value={plan.name} />,
  },
  {
    id: 'slug',
    header: m.plans_column_slug,
    sortable: true,
    hideable: true,
    cell: (plan) => (
      <span className="font-mono text-sm">
        <Name value={plan.slug} />
      </span>
    ),
  },
  {
    id: 'status',
    header: m.plans_column_status,
    sortable: true,
    cell: ({ status }) => (
      <Badge tone={status === 'active' ? 'ok' : 'neutral'}>{statusLabel(status)}</Badge>
    ),
  },
  {
    id: 'limits',
    header: m.plans_column_limits,
    cell: (plan) => <span className="block min-w-40">{limitWords(plan)}</span>,
  },
  {
    id: 'approval',
    header: m.plans_column_approval,
    hideable: true,
    cell: (plan) => (plan.requires_approval ? m.plans_approval_yes() : m.plans_approval_no()),
  },
  {
    id: 'subscriptions',
    header: m.plans_column_subscriptions,
    align: 'end',
    cell: (plan) => <span className="tabular-nums">{formatNumber(plan.subscription_count)}</span>,
  },
  {
    id: 'updated_at',
    header: m.plans_column_updated,
    sortable: true,
    hideable: true,
    cell: (plan) => <Time at={plan.updated_at} />,
  },
  {
    id: 'actions',
    header: m.plans_column_actions,
    align: 'end',
    cell: (plan) => <PlanActions plan={plan} {...given} />,
  },
]
