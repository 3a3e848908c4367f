import { useId, useState, type ReactNode } from 'react'
import { useFloating } from './use-floating'

interface Props {
  /** What is explained: it is drawn as a quiet button, so that keyboard and touch get at it too. */
  children: ReactNode
  /** The explanation, in words. */
  text: ReactNode
}

/** An explanation on hover, focus or press. Never the only place of something a person needs to decide. */
export function Tooltip({ children, text }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const { anchor, box } = useFloating(isOpen, () => setIsOpen(false))
  const id = useId()
  return (
    <span onPointerEnter={() => setIsOpen(true)} onPointerLeave={() => setIsOpen(false)}>
      <button
        ref={anchor}
        type="button"
        aria-describedby={isOpen ? id : undefined}
        onFocus={() => setIsOpen(true)}
        onBlur={() => setIsOpen(false)}
        onClick={() => setIsOpen(true)}
        className="cursor-help underline decoration-edge decoration-dotted underline-offset-4"
        data-print="keep"
      >
        {children}
      </button>
      {isOpen && (
        <div
          ref={box}
          id={id}
          role="tooltip"
          className="fixed z-30 max-w-72 rounded-md border border-line bg-raised px-2.5 py-1.5 text-left text-sm font-normal whitespace-normal text-ink shadow-pop"
        >
          {text}
        </div>
      )}
    </span>
  )
}
