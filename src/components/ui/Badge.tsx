import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type Tone = 'ok' | 'warn' | 'bad' | 'neutral' | 'info'

const tones: Record<Tone, string> = {
  ok: 'border-ok-line bg-ok-soft text-ok',
  warn: 'border-warn-line bg-warn-soft text-warn',
  bad: 'border-bad-line bg-bad-soft text-bad',
  info: 'border-info-line bg-info-soft text-info',
  neutral: 'border-line bg-sunken text-muted',
}

interface Props {
  tone?: Tone
  icon?: LucideIcon
  /** More about it, read on hover. */
  title?: string
  children: ReactNode
}

/** A state in one or two words. The words carry the meaning; the colour only repeats it. */
export function Badge({ tone = 'neutral', icon: Icon, title, children }: Props) {
  return (
    <span
      title={title}
      className={clsx(
        'inline-flex max-w-full items-center gap-1 rounded-sm border px-1.5 text-xs font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {Icon !== undefined && <Icon aria-hidden size={12} />}
      {children}
    </span>
  )
}
