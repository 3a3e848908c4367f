/** What a row of the audit trail shows. */

import { Link } from 'react-router'

import type { AuditEntry } from '~/api/audit'
import { isId, paths } from '~/app/paths'
import type { Column } from '~/components/table/columns'
import { CopyButton } from '~/components/ui/CopyButton'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import { ShowChange } from '~/features/history/ShowChange'
import { actionLabel } from '~/features/history/words'
import { m } from '~/i18n/gen/messages'

import { UndoCell } from './UndoCell'
import { typeLabel } from './words'

/** Where a resource is shown, by what the trail calls it. */
const places: Record<string, (of: { tenant: string; id: string }) => string> = {
  contract: paths.api,
  policy: paths.policy,
  consumer: paths.consumer,
  plan: paths.plans,
  silence: paths.alerts,
  alert: paths.alerts,
}

function addressOf({ resource_type: type, resource_id: id }: AuditEntry, tenant: string) {
  const place = Object.hasOwn(places, type) ? places[type] : undefined
  return isId(id) ? place?.({ tenant, id }) : undefined
}

export const columnsOf = (tenant: string): Column<AuditEntry>[] => [
  { id: 'at', header: m.history_when, cell: (row) => <Time at={row.at} /> },
  {
    id: 'actor',
    header: m.history_who,
    cell: (row) => (
      <span className="block min-w-28">
        <Name value={row.actor_name || row.actor} />
      </span>
    ),
  },
  { id: 'action', header: m.history_action, cell: (row) => actionLabel(row.action) },
  {
    id: 'resource',
    header: m.audit_resource,
    cell: (row) => <Resource row={row} tenant={tenant} />,
  },
  {
    id: 'change',
    header: m.history_change,
    cell: (row) => <ShowChange row={row} labelOf={undefined} />,
  },
  {
    id: 'request_id',
    header: m.history_request,
    hideable: true,
    startsHidden: true,
    cell: (row) => (
      <span className="flex items-center gap-1 font-mono text-xs whitespace-nowrap">
        <Name value={row.request_id} />
        <CopyButton label={m.history_request()} value={row.request_id} />
      </span>
    ),
  },
  {
    id: 'undo',
    header: m.history_undo_column,
    align: 'end',
    cell: (row) => <UndoCell row={row} tenant={tenant} />,
  },
]

function Resource({ row, tenant }: { row: AuditEntry; tenant: string }) {
  // What was deleted is nowhere to be shown.
  const address = row.after === null && row.before !== null ? undefined : addressOf(row, tenant)
  const name = <Name value={row.resource_name || row.resource_id} />
  return (
    <span className="block min-w-36 [overflow-wrap:anywhere]">
      <span className="block text-sm text-muted">{typeLabel(row.resource_type)}</span>
      {address === undefined ? (
        name
      ) : (
        <Link to={address} className="text-accent hover:underline">
          {name}
        </Link>
      )}
    </span>
  )
}
