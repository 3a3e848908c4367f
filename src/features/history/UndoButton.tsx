import type { AuditEntry } from '~/api/audit'
import { Button } from '~/components/ui/Button'
import { formatInstant } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { UndoSteps } from './use-undo'
import { actionLabel } from './words'

interface Props {
  row: AuditEntry
  undoing: UndoSteps
  disabledBecause: string | undefined
}

/** Begins the way back from one change: looks first at what it would write. */
export function UndoButton({ row, undoing, disabledBecause }: Props) {
  return (
    <Button
      size="sm"
      aria-label={m.history_undo_of({
        action: actionLabel(row.action),
        at: formatInstant(Date.parse(row.at)),
      })}
      pending={undoing.lookingAt === row.id}
      disabled={disabledBecause !== undefined}
      title={disabledBecause}
      onClick={() => undoing.look(row)}
    >
      {m.history_undo()}
    </Button>
  )
}
