import { clsx } from 'clsx'

export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'ghost'
export type ButtonSize = 'sm' | 'md'

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border-edge/60 bg-surface text-ink hover:bg-hover',
  danger: 'border-transparent bg-danger text-on-danger hover:bg-danger-strong',
  ghost: 'border-transparent bg-transparent text-muted hover:bg-hover hover:text-ink',
}

const sizes: Record<ButtonSize, string> = {
  sm: 'min-h-7 gap-1.5 px-2 text-sm',
  md: 'min-h-8 gap-2 px-3',
}

/** One look for what is pressed and what is followed. `square` is for an icon alone. */
export function buttonStyle(variant: ButtonVariant, size: ButtonSize, square = false): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap',
    'transition-colors disabled:opacity-55 aria-disabled:opacity-55',
    variants[variant],
    sizes[size],
    square && (size === 'sm' ? 'w-7 px-0' : 'w-8 px-0'),
  )
}
