import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import type { LeaveGuard } from './use-leave-guard'

/** Asks before what was typed is lost. */
export function LeaveQuestion({ guard }: { guard: LeaveGuard }) {
  if (!guard.isAsking) return null
  return (
    <Dialog
      role="alertdialog"
      size="sm"
      title={m.kit_discard_title()}
      onClose={guard.stay}
      footer={
        <>
          <Button variant="danger" onClick={guard.leave}>
            {m.kit_discard_confirm()}
          </Button>
          <Button variant="primary" data-first-stop onClick={guard.stay}>
            {m.kit_discard_stay()}
          </Button>
        </>
      }
    >
      <p>{m.kit_discard_text()}</p>
    </Dialog>
  )
}
