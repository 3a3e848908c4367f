import CheckIcon from 'lucide-react/icons/check'
import CopyIcon from 'lucide-react/icons/copy'
import { useState } from 'react'
import { m } from '~/i18n/gen/messages'
import { Button } from './Button'
import { toast } from './toast'

interface Props {
  /** What is copied; a function is asked at the click, for texts that are costly to write. */
  value: string | (() => string)
  /** What it is, for the button's name: "the request id". */
  label: string
  /** Words on the button; an icon alone without. */
  text?: string
  size?: 'sm' | 'md'
  variant?: 'secondary' | 'ghost' | 'primary'
  onCopied?: () => void
  /** Has the focus when its dialog opens. */
  isFirstStop?: boolean
}

const shownMs = 2000

/** Copies a text to the clipboard and says that it did; says so as well when the browser refuses. Never reads the clipboard. */
export function CopyButton({
  value,
  label,
  text,
  size = 'sm',
  variant = 'ghost',
  onCopied,
  isFirstStop = false,
}: Props) {
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof value === 'function' ? value() : value)
    } catch {
      toast(m.kit_copy_refused(), 'bad')
      return
    }
    setIsCopied(true)
    setTimeout(() => setIsCopied(false), shownMs)
    onCopied?.()
  }
  return (
    <>
      <Button
        variant={variant}
        size={size}
        icon={isCopied ? CheckIcon : CopyIcon}
        iconOnly={text === undefined}
        aria-label={text === undefined ? m.kit_copy({ what: label }) : undefined}
        title={text === undefined ? m.kit_copy({ what: label }) : undefined}
        onClick={() => void copy()}
        {...(isFirstStop && { 'data-first-stop': true })}
      >
        {isCopied ? m.kit_copied() : text}
      </Button>
      <output className="sr-only">{isCopied ? m.kit_copied_what({ what: label }) : ''}</output>
    </>
  )
}
