import CloseIcon from 'lucide-react/icons/x'
import { clsx } from 'clsx'
import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
} from 'react'
import { m } from '~/i18n/gen/messages'
import { Button } from './Button'

interface Props {
  title: ReactNode
  /** Somebody wants it closed: Escape, the close button, a press outside. The owner decides. */
  onClose: () => void
  children: ReactNode
  /** The buttons at its foot. */
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  /** `alertdialog` when it interrupts with a question. */
  role?: 'dialog' | 'alertdialog'
  /** A press beside it asks to close as well. Off for what must not be closed by accident. */
  isLight?: boolean
  /** Makes content and buttons one form, so that Enter presses its submit button. */
  form?: ComponentProps<'form'>
}

const widths = { sm: 'w-[26rem]', md: 'w-[36rem]', lg: 'w-[52rem]' }

/**
 * A modal dialog on the browser's own <dialog>: the page behind is inert, focus stays inside and goes back to where
 * it was. It is open as long as it is drawn.
 */
export function Dialog({
  title,
  onClose,
  children,
  footer,
  size = 'md',
  role = 'dialog',
  isLight = false,
  form,
}: Props) {
  const dialog = useModal()
  const titleId = useId()

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    // Before the browser closes it by itself, past its owner.
    event.preventDefault()
    event.stopPropagation()
    onClose()
  }

  return (
    // The key handler only takes Escape away from the browser; the press outside has the close button as its keyboard twin.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={dialog}
      role={role}
      aria-labelledby={titleId}
      closedby="none"
      onCancel={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (isLight && event.target === dialog.current) onClose()
      }}
      className={clsx(
        'max-h-[calc(100dvh-2rem)] max-w-[calc(100vw-1rem)] overflow-hidden rounded-lg border border-line bg-surface p-0 shadow-modal',
        widths[size],
      )}
    >
      <div className="flex max-h-[calc(100dvh-2rem)] flex-col">
        <div className="flex items-start justify-between gap-4 border-b border-line py-2.5 pr-2.5 pl-4">
          <h2 id={titleId} className="min-w-0 pt-1 text-lg">
            {title}
          </h2>
          <Button
            variant="ghost"
            icon={CloseIcon}
            iconOnly
            aria-label={m.kit_close()}
            onClick={onClose}
          />
        </div>
        <Body form={form} footer={footer}>
          {children}
        </Body>
      </div>
    </dialog>
  )
}

interface BodyProps {
  form: Props['form'] | undefined
  footer: ReactNode
  children: ReactNode
}

function Body({ form, footer, children }: BodyProps) {
  const parts = (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-4">{children}</div>
      {footer !== undefined && (
        <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line bg-canvas px-4 py-3">
          {footer}
        </div>
      )}
    </>
  )
  const look = 'flex min-h-0 flex-1 flex-col'
  return form === undefined ? (
    <div className={look}>{parts}</div>
  ) : (
    <form {...form} className={look}>
      {parts}
    </form>
  )
}

const firstStop =
  '[data-first-stop], input:not([type=hidden]):not(:disabled), textarea:not(:disabled), select:not(:disabled)'

/** Opens the <dialog> while it is drawn, reopens it should the browser close it by itself, gives focus back at the end. */
function useModal() {
  const ref = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = ref.current
    const before = document.activeElement
    if (dialog !== null && !dialog.open) {
      dialog.showModal()
      // The browser would choose the close button, since it comes first.
      dialog.querySelector<HTMLElement>(firstStop)?.focus()
    }
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  useEffect(() => {
    const dialog = ref.current
    const reopen = () => {
      if (dialog?.isConnected === true && !dialog.open) dialog.showModal()
    }
    dialog?.addEventListener('close', reopen)
    return () => dialog?.removeEventListener('close', reopen)
  }, [])
  return ref
}
