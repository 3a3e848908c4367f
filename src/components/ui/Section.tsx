import { type ReactNode, useId } from 'react'

interface Props {
  title: ReactNode
  description?: ReactNode
  /** What can be done with its content. */
  action?: ReactNode
  children: ReactNode
}

/** A framed part of a page whose content is at hand; what is loaded on its own is a `Panel`. */
export function Section({ title, description, action, children }: Props) {
  const titleId = useId()
  return (
    <section
      aria-labelledby={titleId}
      className="min-w-0 rounded-lg border border-line bg-surface px-4 pt-3 pb-4"
    >
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 pb-2">
        <div className="min-w-0">
          <h2 id={titleId} className="text-base">
            {title}
          </h2>
          {description !== undefined && <p className="text-sm text-muted">{description}</p>}
        </div>
        {action !== undefined && (
          <div className="flex flex-wrap items-center gap-2" data-print="never">
            {action}
          </div>
        )}
      </header>
      {children}
    </section>
  )
}
