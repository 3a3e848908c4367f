import type { LucideIcon } from 'lucide-react'
import EllipsisIcon from 'lucide-react/icons/ellipsis'
import { useEffect, useId, useState, type KeyboardEvent, type RefObject } from 'react'
import { m } from '~/i18n/gen/messages'
import { Button } from './Button'
import type { ButtonSize, ButtonVariant } from './button-style'
import { useFloating } from './use-floating'

export interface MenuItem {
  label: string
  onSelect: () => void
  icon?: LucideIcon
  /** Destroys something: drawn in red. */
  isDangerous?: boolean
  /** Why it cannot be chosen now; it stays readable. */
  disabledBecause?: string
}

interface Props {
  /** Name of the menu: what it acts on ("Actions for acme"). */
  label: string
  items: readonly MenuItem[]
  /** Words on the button; three dots without. */
  text?: string
  icon?: LucideIcon
  variant?: ButtonVariant
  size?: ButtonSize
}

const steps: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** A menu of actions after the ARIA pattern: arrows, Home, End, first letters, Escape; focus goes back to its button. */
export function Menu({
  label,
  items,
  text,
  icon = EllipsisIcon,
  variant = 'ghost',
  size = 'sm',
}: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const { anchor, box } = useFloating(isOpen, () => setIsOpen(false), 'end')
  const id = useId()

  const choose = (item: MenuItem) => {
    if (item.disabledBecause !== undefined) return
    setIsOpen(false)
    anchor.current?.focus()
    item.onSelect()
  }
  return (
    <>
      <Button
        ref={anchor}
        variant={variant}
        size={size}
        icon={icon}
        iconOnly={text === undefined}
        aria-label={text === undefined ? label : undefined}
        title={text === undefined ? m.kit_menu_more() : undefined}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || isOpen) return
          event.preventDefault()
          setIsOpen(true)
        }}
      >
        {text}
      </Button>
      {isOpen && (
        <MenuBox
          ref={box}
          id={id}
          label={label}
          items={items}
          onChoose={choose}
          onLeave={() => setIsOpen(false)}
        />
      )}
    </>
  )
}

interface BoxProps {
  ref: RefObject<HTMLDivElement | null>
  id: string
  label: string
  items: readonly MenuItem[]
  onChoose: (item: MenuItem) => void
  onLeave: () => void
}

function MenuBox({ ref, id, label, items, onChoose, onLeave }: BoxProps) {
  useEffect(() => entries(ref.current)[0]?.focus({ preventScroll: true }), [ref])
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return onLeave()
    const all = entries(ref.current)
    const at = all.findIndex((entry) => entry === document.activeElement)
    const target = all[steps[event.key]?.(at, all.length) ?? byLetter(all, at, event.key)]
    if (target === undefined) return undefined
    event.preventDefault()
    return target.focus()
  }
  return (
    <div
      ref={ref}
      id={id}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={move}
      className="fixed z-30 min-w-44 rounded-lg border border-line bg-raised p-1 font-normal shadow-pop"
    >
      {items.map((item) => (
        <MenuEntry key={item.label} item={item} onChoose={() => onChoose(item)} />
      ))}
    </div>
  )
}

function MenuEntry({ item, onChoose }: { item: MenuItem; onChoose: () => void }) {
  const Icon = item.icon
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={item.disabledBecause === undefined ? undefined : true}
      onClick={onChoose}
      className={`flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover focus:bg-hover focus-visible:outline-none aria-disabled:text-faint ${item.isDangerous === true ? 'text-bad' : ''}`}
    >
      {Icon !== undefined && <Icon aria-hidden size={15} className="shrink-0" />}
      <span className="min-w-0">
        {item.label}
        {item.disabledBecause !== undefined && (
          <span className="block max-w-64 text-xs text-faint">{item.disabledBecause}</span>
        )}
      </span>
    </button>
  )
}

const entries = (menu: HTMLElement | null): HTMLElement[] => [
  ...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? []),
]

/** Place of the next entry that begins with the letter typed, after the focused one; -1 when there is none. */
function byLetter(all: HTMLElement[], from: number, key: string): number {
  if (key.length !== 1) return -1
  const order = all.map((_, offset) => (from + 1 + offset) % all.length)
  return (
    order.find((index) => all[index]?.textContent.toLowerCase().startsWith(key.toLowerCase())) ?? -1
  )
}
