import type { AuditEntry } from '~/api/audit'
import { rolesFor, useCan } from '~/auth/permissions'
import { fieldName } from '~/components/diff/shown-value'
import { FailureNote } from '~/components/state/FailureNote'
import { undoObstacle } from '~/domain/undo'
import { UndoButton } from '~/features/history/UndoButton'
import { UndoDialog } from '~/features/history/UndoDialog'
import { type WayBack, wayBackOf } from '~/features/history/undo-of'
import { useUndo } from '~/features/history/use-undo'
import { obstacleText } from '~/features/history/words'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Props {
  row: AuditEntry
  tenant: string
}

/** The way back from one change, where the API has one; otherwise why it has none. */
export function UndoCell({ row, tenant }: Props) {
  const way = wayBackOf(row.resource_type, tenant, row.resource_id)
  if (!way) return <span className="text-sm text-faint">{m.audit_no_way_back()}</span>
  const obstacle = undoObstacle(row, way.writable)
  if (obstacle !== undefined)
    return <span className="text-sm text-faint">{obstacleText(obstacle)}</span>
  return <Undo row={row} way={way} />
}

function Undo({ row, way: { needs, ...way } }: { row: AuditEntry; way: WayBack }) {
  const disabledBecause = useCan(needs)
    ? undefined
    : m.alerts_needs_role({ roles: formatList(rolesFor(needs)) })
  const undo = { ...way, disabledBecause }
  const undoing = useUndo(undo, fieldName)
  return (
    <>
      <UndoButton row={row} undoing={undoing} disabledBecause={disabledBecause} />
      {undoing.failure && (
        <div className="mt-2 min-w-64 text-left">
          <FailureNote failure={undoing.failure} />
        </div>
      )}
      {undoing.asked && (
        <UndoDialog undo={undo} undoing={undoing} asked={undoing.asked} labelOf={undefined} />
      )}
    </>
  )
}
