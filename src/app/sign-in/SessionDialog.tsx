import { useState } from 'react'

import { session } from '~/auth/session'
import { Button } from '~/components/ui/Button'
import { Dialog } from '~/components/ui/Dialog'
import { m } from '~/i18n/gen/messages'

/** The session is over while a page is open: the way back in, over the page, which stays as it is. It can be put aside to read on. */
export function SessionDialog() {
  const [isAside, setIsAside] = useState(false)
  const { note, signIn } = useSignInAgain()
  if (isAside)
    return (
      <div className="fixed inset-x-0 top-0 z-40 flex items-center justify-center gap-3 border-b border-warn-line bg-warn-soft px-4 py-2 text-warn">
        {m.app_session_title()}
        <Button size="sm" onClick={() => setIsAside(false)}>
          {m.app_session_again()}
        </Button>
      </div>
    )
  return (
    <Dialog
      title={m.app_session_title()}
      role="alertdialog"
      size="sm"
      onClose={() => setIsAside(true)}
      footer={
        <Button variant="primary" data-first-stop onClick={signIn}>
          {m.app_session_again()}
        </Button>
      }
    >
      <p>{m.app_session_text()}</p>
      <output className="mt-2 block text-muted">{note}</output>
    </Dialog>
  )
}

function useSignInAgain() {
  const [note, setNote] = useState('')
  const signIn = () => {
    setNote(m.app_session_waiting())
    session()
      .signInAgain()
      .catch((error: unknown) => {
        // A newer attempt ends an older one; that is no failure.
        if (error instanceof DOMException && error.name === 'AbortError') return
        const detail = error instanceof Error ? error.message : ''
        setNote(m.app_session_failed({ detail }))
      })
  }
  return { note, signIn }
}
