import CloseIcon from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { useLayoutEffect, useRef } from 'react'

import { Button } from '~/components/ui/Button'
import { m } from '~/i18n/gen/messages'

/** The sidebar on a narrow screen: a modal over the page, closed by Escape, by a press beside it, and by going somewhere. */
export function Drawer({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const shown = dialog.current
    if (shown && !shown.open) shown.showModal()
    return () => shown?.close()
  }, [])
  return (
    // Escape is the dialog's own key; the press beside it has the close button as its keyboard twin.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={dialog}
      aria-label={m.app_navigation()}
      onCancel={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
      className="m-0 h-dvh max-h-none w-64 max-w-[85vw] border-r border-line bg-surface p-0 shadow-modal md:hidden"
    >
      <div className="absolute top-2 right-2">
        <Button
          variant="ghost"
          icon={CloseIcon}
          iconOnly
          aria-label={m.app_menu_close()}
          onClick={onClose}
        />
      </div>
      {children}
    </dialog>
  )
}
