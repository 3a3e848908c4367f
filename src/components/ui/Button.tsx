import type { LucideIcon } from 'lucide-react'
import LoaderIcon from 'lucide-react/icons/loader-circle'
import type { ComponentProps, MouseEvent } from 'react'
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
 * place and a screen reader can still find out why nothing happens. Its name never changes: who started the work says so
 * (`PendingStatus`).
 */
export function Button({
  variant = 'secondary',
  size = 'md',
  icon: Icon,
  iconOnly = false,
  pending = false,
  disabled = false,
  type = 'button',
  onClick,
  children,
  ...rest
}: Props) {
  const isIdle = !pending && !disabled
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (isIdle) onClick?.(event)
    else event.preventDefault()
  }
  const Shown = pending ? LoaderIcon : Icon
  return (
    <button
      {...rest}
      type={type === 'submit' ? 'submit' : 'button'}
      aria-disabled={isIdle ? undefined : true}
      aria-busy={pending ? true : undefined}
      onClick={press}
      className={buttonStyle(variant, size, iconOnly)}
    >
      {Shown !== undefined && (
        <Shown
          aria-hidden
          size={size === 'sm' ? 14 : 16}
          {...(pending && { className: 'animate-spin' })}
        />
      )}
      {!iconOnly && children}
    </button>
  )
}
