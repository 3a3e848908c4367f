import type { ReactNode } from 'react'

interface Props {
  title: ReactNode
  /** One sentence under the title: what this place is for. */
  description?: ReactNode
  /** What can be done here: buttons and links, the most important one last. */
  action?: ReactNode
  /** Badges and short facts beside the title. */
  facts?: ReactNode
  children: ReactNode
}

/** The frame of every page: its one heading, what it is for, what it offers, and its content. */
export function Page({ title, description, action, facts, children }: Props) {
  return (
    <div className="mx-auto flex w-full max-w-[1280px] flex-col gap-5 px-4 py-5 sm:px-6">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-xl">{title}</h1>
            {facts}
          </div>
          {description !== undefined && (
            <p className="mt-1 max-w-[72ch] text-muted">{description}</p>
          )}
        </div>
        {action !== undefined && (
          <div className="flex flex-wrap items-center gap-2" data-print="never">
            {action}
          </div>
        )}
      </header>
      {children}
    </div>
  )
}
