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
  sm: 'min-h-7 gap-1.5 text-sm',
  md: 'min-h-8 gap-2',
}

/** A square has no padding at all: of two paddings the sheet's order would win, and leave no room for the icon. */
const widths: Record<ButtonSize, { square: string; text: string }> = {
  sm: { square: 'w-7', text: 'px-2' },
  md: { square: 'w-8', text: 'px-3' },
}

/** One look for what is pressed and what is followed. `square` is for an icon alone. */
export function buttonStyle(variant: ButtonVariant, size: ButtonSize, square = false): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap',
    'transition-colors disabled:opacity-55 aria-disabled:opacity-55',
    variants[variant],
    sizes[size],
    widths[size][square ? 'square' : 'text'],
  )
}
