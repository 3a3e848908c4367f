import { clsx } from 'clsx'
import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'

export interface Tab {
  id: string
  label: string
  /** Drawn only while the tab is chosen. */
  render: () => ReactNode
  /** A number or badge after the label. */
  count?: ReactNode
}

interface Props {
  /** What the tabs divide, for screen readers. */
  label: string
  tabs: readonly Tab[]
  /** Id of the chosen tab, from the URL; an unknown one shows the first. */
  value: string
  onChange: (id: string) => void
}

const moves: Record<string, (index: number, count: number) => number> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** Tabs after the ARIA pattern: one stop in the tab order, arrows, Home and End move and choose. */
export function Tabs({ label, tabs, value, onChange }: Props) {
  const base = useId()
  const list = useRef<HTMLDivElement>(null)
  const chosen = tabs.find((tab) => tab.id === value) ?? tabs[0]
  if (chosen === undefined) return null

  const move = (event: KeyboardEvent) => {
    const target = moves[event.key]?.(tabs.indexOf(chosen), tabs.length)
    const tab = target === undefined ? undefined : tabs[target]
    if (tab === undefined) return
    event.preventDefault()
    onChange(tab.id)
    list.current?.querySelector<HTMLElement>(`[id="${base}-${tab.id}"]`)?.focus()
  }

  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        className="flex gap-1 overflow-x-auto border-b border-line"
        data-print="never"
      >
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${base}-${tab.id}`}
            aria-selected={tab === chosen}
            aria-controls={`${base}-panel`}
            tabIndex={tab === chosen ? 0 : -1}
            onClick={() => onChange(tab.id)}
            onKeyDown={move}
            className={clsx(
              '-mb-px flex items-center gap-1.5 border-b-2 px-2.5 py-1.5 font-medium whitespace-nowrap focus-visible:-outline-offset-2',
              tab === chosen
                ? 'border-accent text-ink'
                : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {tab.label}
            {tab.count}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${chosen.id}`}>
        {chosen.render()}
      </div>
    </div>
  )
}
