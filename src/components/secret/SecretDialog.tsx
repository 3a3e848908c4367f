import { useState, type ReactNode } from 'react'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { SecretBox } from './SecretBox'
import { SecretSnippets } from './SecretSnippets'
import type { Call } from './snippets'
import { useSecretCustody } from './use-secret-custody'

interface Props {
  title: ReactNode
  /** The key, from the mutation's answer and from nowhere else. It may go (undefined) once it is wiped. */
  secret: string | undefined
  /** Makes the owner forget it: `mutation.reset`. Called at close, on route change and after five minutes. */
  wipe: () => void
  onClose: () => void
  /** A call that the key is good for, through the gateway: ready-made in three languages. */
  call?: Call
  /** Whose key it is, what it is for, when it ends. */
  children?: ReactNode
}

/**
 * A key that is shown once. It is masked until asked for; closing before it was copied asks first; nothing of it
 * stays behind.
 */
export function SecretDialog({ title, secret, wipe, onClose, call, children }: Props) {
  const [isCopied, setIsCopied] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const { isWiped } = useSecretCustody(wipe, secret !== undefined && !isCopied)
  const isHere = secret !== undefined && !isWiped

  const close = () => {
    wipe()
    onClose()
  }
  const requestClose = () => {
    if (isHere && !isCopied) setIsAsking(true)
    else close()
  }

  return (
    <Dialog
      title={title}
      onClose={requestClose}
      footer={
        <Button variant={isCopied ? 'primary' : 'secondary'} onClick={requestClose}>
          {m.kit_secret_done()}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {children}
        {isHere ? (
          <>
            <p className="rounded-md border border-warn-line bg-warn-soft px-3 py-2">
              {m.kit_secret_once()}
            </p>
            <SecretBox secret={secret} onCopied={() => setIsCopied(true)} isCopied={isCopied} />
            {call !== undefined && <SecretSnippets call={call} />}
          </>
        ) : (
          <output>{m.kit_secret_wiped()}</output>
        )}
      </div>
      {isAsking && isHere && <LossQuestion onStay={() => setIsAsking(false)} onLose={close} />}
    </Dialog>
  )
}

function LossQuestion({ onStay, onLose }: { onStay: () => void; onLose: () => void }) {
  return (
    <Dialog
      role="alertdialog"
      size="sm"
      title={m.kit_secret_guard_title()}
      onClose={onStay}
      footer={
        <>
          <Button variant="danger" onClick={onLose}>
            {m.kit_secret_guard_confirm()}
          </Button>
          <Button variant="primary" data-first-stop onClick={onStay}>
            {m.kit_secret_guard_stay()}
          </Button>
        </>
      }
    >
      <p>{m.kit_secret_guard_text()}</p>
    </Dialog>
  )
}
