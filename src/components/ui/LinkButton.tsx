import type { LucideIcon } from 'lucide-react'
import { Link, type LinkProps } from 'react-router'
import { buttonStyle, type ButtonSize, type ButtonVariant } from './button-style'

interface Props extends Omit<LinkProps, 'className'> {
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: LucideIcon
}

/** A link that looks like a button: it goes somewhere, so it can be opened in another tab. */
export function LinkButton({
  variant = 'secondary',
  size = 'md',
  icon: Icon,
  children,
  ...rest
}: Props) {
  return (
    <Link {...rest} className={buttonStyle(variant, size)}>
      {Icon !== undefined && <Icon aria-hidden size={size === 'sm' ? 14 : 16} />}
      {children}
    </Link>
  )
}
