/** What a row of a resource's history shows. */

import type { AuditEntry } from '~/api/audit'
import type { Column } from '~/components/table/columns'
import { CopyButton } from '~/components/ui/CopyButton'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import { undoObstacle } from '~/domain/undo'
import { m } from '~/i18n/gen/messages'

import { ShowChange } from './ShowChange'
import { UndoButton } from './UndoButton'
import type { Undoing, UndoSteps } from './use-undo'
import { actionLabel, obstacleText, resourceLabel } from './words'

interface Ways {
  resourceId: string
  /** Are there rows about other resources that belong to this one? */
  isWide: boolean
  undo: Undoing | undefined
  undoing: UndoSteps
  more: Column<AuditEntry> | undefined
  labelOf: ((pointer: string) => string | undefined) | undefined
}

export const historyColumns = (ways: Ways): Column<AuditEntry>[] => [
  { id: 'at', header: m.history_when, cell: (row) => <Time at={row.at} /> },
  {
    id: 'actor',
    header: m.history_who,
    cell: (row) => (
      <span className="block min-w-32">
        <Name value={row.actor_name || row.actor} />
      </span>
    ),
  },
  ...(ways.isWide ? [subjectColumn(ways)] : []),
  { id: 'action', header: m.history_action, cell: (row) => actionLabel(row.action) },
  {
    id: 'change',
    header: m.history_change,
    cell: (row) => <ShowChange row={row} labelOf={ways.labelOf} />,
  },
  {
    id: 'request_id',
    header: m.history_request,
    cell: (row) => (
      <span className="flex items-center gap-1 font-mono text-xs whitespace-nowrap">
        <Name value={row.request_id} />
        <CopyButton label={m.history_request()} value={row.request_id} />
      </span>
    ),
  },
  ...(ways.more ? [ways.more] : []),
  ...(ways.undo ? [undoColumn(ways, ways.undo)] : []),
]

const subjectColumn = ({ resourceId }: Ways): Column<AuditEntry> => ({
  id: 'subject',
  header: m.history_subject,
  cell: (row) => (
    <span className="block min-w-32">
      {resourceLabel(row.resource_type)}
      {row.resource_id !== resourceId && (
        <span className="block text-sm text-muted">
          <Name value={row.resource_name} />
        </span>
      )}
    </span>
  ),
})

function undoColumn({ resourceId, isWide, undoing }: Ways, undo: Undoing): Column<AuditEntry> {
  return {
    id: 'undo',
    header: m.history_undo_column,
    align: 'end',
    cell: (row) => {
      if (isWide && row.resource_id !== resourceId)
        return <span className="text-sm text-faint">{m.history_obstacle_elsewhere()}</span>
      const obstacle = undoObstacle(row, undo.writable)
      if (obstacle !== undefined)
        return (
          <span className="inline-block min-w-36 text-sm text-faint">{obstacleText(obstacle)}</span>
        )
      return <UndoButton row={row} undoing={undoing} disabledBecause={undo.disabledBecause} />
    },
  }
}
