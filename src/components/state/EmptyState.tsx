import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface Props {
  /** What is not there: "No consumer yet". */
  title: ReactNode
  /** What it is good for, and what to do first. */
  hint?: ReactNode
  action?: ReactNode
  icon?: LucideIcon
}

/** Nothing there, said so that a newcomer knows the next step. Not for failures: those are `FailureNote`. */
export function EmptyState({ title, hint, action, icon: Icon }: Props) {
  return (
    <div className="flex flex-col items-center gap-1 px-4 py-10 text-center">
      {Icon !== undefined && (
        <Icon aria-hidden size={24} strokeWidth={1.5} className="mb-2 text-faint" />
      )}
      <p className="font-medium">{title}</p>
      {hint !== undefined && <p className="max-w-[52ch] text-muted">{hint}</p>}
      {action !== undefined && (
        <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>
      )}
    </div>
  )
}
