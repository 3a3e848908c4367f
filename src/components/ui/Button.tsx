import type { LucideIcon } from 'lucide-react'
import LoaderIcon from 'lucide-react/icons/loader-circle'
import { type ComponentProps, type MouseEvent, useRef } from 'react'
import { buttonStyle, type ButtonSize, type ButtonVariant } from './button-style'

interface Props extends Omit<ComponentProps<'button'>, 'disabled' | 'className'> {
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: LucideIcon
  /** Shows the icon alone; `aria-label` then has to name the button. */
  iconOnly?: boolean
  /** The work that the button started is under way: it keeps its place and focus, and does nothing more. */
  pending?: boolean
  disabled?: boolean
}

/**
 * A button. It stays focusable while pending or disabled (`aria-disabled`), so that the keyboard never loses its
 * place and a screen reader can still find out why nothing happens. Its name never changes: who started the work says
 * so (`PendingStatus`).
 */
export function Button(props: Props) {
  const {
    variant = 'secondary',
    size = 'md',
    icon,
    iconOnly = false,
    pending,
    disabled,
    ...rest
  } = props
  const { type, onClick, children, ...attributes } = rest
  const isOff = pending === true || disabled === true
  // Work that was just begun is not drawn as pending yet, and a second click may be handled before it is.
  const isBegun = useRef(false)
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (isOff || isBegun.current) return event.preventDefault()
    onClick?.(event)
    if (pending === undefined || onClick === undefined) return
    isBegun.current = true
    setTimeout(() => {
      isBegun.current = false
    }, 0)
  }
  return (
    <button
      {...attributes}
      type={type === 'submit' ? 'submit' : 'button'}
      aria-disabled={isOff || undefined}
      aria-busy={pending || undefined}
      onClick={press}
      className={buttonStyle(variant, size, iconOnly)}
    >
      <ButtonIcon icon={icon} pending={pending} size={size === 'sm' ? 14 : 16} />
      {!iconOnly && children}
    </button>
  )
}

interface IconProps {
  icon: LucideIcon | undefined
  pending: boolean | undefined
  size: number
}

function ButtonIcon({ icon: Icon, pending, size }: IconProps) {
  if (pending === true) return <LoaderIcon aria-hidden size={size} className="animate-spin" />
  return Icon === undefined ? null : <Icon aria-hidden size={size} />
}
