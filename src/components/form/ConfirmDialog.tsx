import { useId, useState, type ReactNode } from 'react'
import { m } from '~/i18n/gen/messages'
import { FailureNote } from '../state/FailureNote'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { PendingStatus } from '../ui/PendingStatus'
import { Name } from '../ui/Name'
import { isSameText } from '../ui/name-parts'
import { inputStyle } from './Field'

/** What the mutation is called with; nothing where it takes nothing. */
type Calling<Variables> = [undefined] extends [Variables]
  ? { variables?: Variables }
  : { variables: Variables }

interface Parts<Variables> {
  title: ReactNode
  /** What will happen, in words: who is cut off, what cannot be undone. */
  consequence: ReactNode
  confirmLabel: string
  /** The whole mutation; `variables` is what it is called with. */
  mutation: { mutate: (variables: Variables) => void; isPending: boolean; error: Error | null }
  onClose: () => void
  /** The text that has to be typed first, compared code point by code point: for what cannot be undone. */
  typeToConfirm?: string
  /** Not everything that is asked destroys something. */
  tone?: 'danger' | 'primary'
  /** Wider where the consequence is a table. */
  size?: 'sm' | 'md' | 'lg'
  /** Beside the buttons: another way to have it done. */
  aside?: ReactNode
}

/** Asks before something that matters, and does it. It stays open on a failure and says it. */
export function ConfirmDialog<Variables>(props: Parts<Variables> & Calling<Variables>) {
  const {
    title,
    consequence,
    confirmLabel,
    mutation,
    onClose,
    typeToConfirm,
    tone = 'danger',
    size = 'sm',
    aside,
  } = props
  const [typed, setTyped] = useState('')
  const isReady = typeToConfirm === undefined || isSameText(typed, typeToConfirm)
  const confirm = () => {
    // Absent only where the mutation takes nothing: `Calling` sees to that.
    if (isReady && !mutation.isPending) mutation.mutate(props.variables as Variables)
  }
  return (
    <Dialog
      role="alertdialog"
      size={size}
      title={title}
      onClose={onClose}
      footer={
        <>
          {aside}
          <Button
            variant="ghost"
            onClick={onClose}
            {...(typeToConfirm === undefined && { 'data-first-stop': true })}
          >
            {m.kit_cancel()}
          </Button>
          <Button variant={tone} disabled={!isReady} pending={mutation.isPending} onClick={confirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {mutation.error !== null && !mutation.isPending && <FailureNote failure={mutation.error} />}
        <div>{consequence}</div>
        <PendingStatus isPending={mutation.isPending} />
        {typeToConfirm !== undefined && (
          <TypeBox text={typeToConfirm} typed={typed} onType={setTyped} onEnter={confirm} />
        )}
      </div>
    </Dialog>
  )
}

interface TypeBoxProps {
  text: string
  typed: string
  onType: (typed: string) => void
  onEnter: () => void
}

function TypeBox({ text, typed, onType, onEnter }: TypeBoxProps) {
  const id = useId()
  const isWrong = typed.length >= text.length && !isSameText(typed, text)
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id}>{m.kit_confirm_type()}</label>
      <span
        id={`${id}-text`}
        className="w-fit rounded-sm bg-sunken px-1.5 font-mono text-sm select-all"
      >
        <Name value={text} />
      </span>
      <input
        id={id}
        value={typed}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={isWrong ? true : undefined}
        aria-describedby={isWrong ? `${id}-error` : `${id}-text`}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter()
        }}
        className={inputStyle}
      />
      {isWrong && (
        <p id={`${id}-error`} className="text-sm text-bad">
          {m.kit_confirm_differs()}
        </p>
      )}
    </div>
  )
}
