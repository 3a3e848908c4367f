import type { Column } from '~/components/table/DataTable'
import { Badge } from '~/components/ui/Badge'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import type { Policy } from '~/domain/policy'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { EnabledSwitch } from './EnabledSwitch'
import { coverage, isKnownType, saying, scopeLabel, typeLabel } from './words'

const untold = ({ policy_type }: Policy) =>
  isKnownType(policy_type) ? '—' : m.policies_says_unknown()

/** What a policy is, before what can be done to it. */
const facts: Column<Policy>[] = [
  {
    id: 'name',
    header: m.policies_column_name,
    sortable: true,
    cell: (policy) => <Name value={policy.name} />,
  },
  {
    id: 'policy_type',
    header: m.policies_column_type,
    sortable: true,
    cell: (policy) => (
      <Badge>
        <Name value={typeLabel(policy.policy_type)} />
      </Badge>
    ),
  },
  {
    id: 'config',
    header: m.policies_column_config,
    hideable: true,
    cell: (policy) => (
      <span className="block min-w-48">
        <Name value={saying(policy.policy_type, policy.config) ?? untold(policy)} />
      </span>
    ),
  },
  {
    id: 'scope',
    header: m.policies_column_scope,
    hideable: true,
    cell: (policy) => scopeLabel(policy.scope),
  },
]

/** The columns of the list; the switch acts in place, so they depend on the tenant and on what the reader may do. */
export const columnsOf = (
  tenant: string,
  disabledBecause: string | undefined,
  liveApis: number | undefined,
): Column<Policy>[] => [
  ...facts,
  {
    id: 'enabled',
    header: m.policies_column_enabled,
    sortable: true,
    cell: (policy) => (
      <EnabledSwitch tenant={tenant} policy={policy} disabledBecause={disabledBecause} />
    ),
  },
  {
    id: 'priority',
    header: m.policies_column_priority,
    sortable: true,
    align: 'end',
    hideable: true,
    cell: (policy) => <span className="tabular-nums">{formatNumber(policy.priority)}</span>,
  },
  {
    id: 'bindings',
    header: m.policies_column_bindings,
    cell: (policy) => coverage(policy, liveApis),
  },
  {
    id: 'updated_at',
    header: m.policies_column_updated,
    sortable: true,
    hideable: true,
    cell: (policy) => <Time at={policy.updated_at} />,
  },
]
