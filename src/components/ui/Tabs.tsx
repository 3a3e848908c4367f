import { clsx } from 'clsx'
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { Link, type To } from 'react-router'

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
  /** Where a tab's own address is: it is then a link, which opens in a new window as any other. */
  addressOf?: (id: string) => To
}

const moves: Record<string, (index: number, count: number) => number> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** Tabs after the ARIA pattern: one stop in the tab order, arrows, Home and End move and choose. */
export function Tabs({ label, tabs, value, onChange, addressOf }: Props) {
  const base = useId()
  const list = useRef<HTMLDivElement>(null)
  const chosen = tabs.find((tab) => tab.id === value) ?? tabs[0]
  const chosenId = chosen?.id
  // In a narrow window the chosen one may lie beyond the edge of the row; only the row is moved, never the page.
  useEffect(() => {
    const row = list.current
    const tab = row?.querySelector<HTMLElement>(`[id="${base}-${chosenId}"]`)
    if (!row || !tab) return
    const end = tab.offsetLeft + tab.offsetWidth
    if (tab.offsetLeft < row.scrollLeft || end > row.scrollLeft + row.clientWidth)
      row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2
  }, [base, chosenId])
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
        className="relative flex gap-1 overflow-x-auto border-b border-line"
        data-print="never"
      >
        {tabs.map((tab) => (
          <OneTab
            key={tab.id}
            tab={tab}
            id={`${base}-${tab.id}`}
            panel={`${base}-panel`}
            isChosen={tab === chosen}
            to={addressOf?.(tab.id)}
            onChoose={() => onChange(tab.id)}
            onKeyDown={move}
          />
        ))}
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${chosen.id}`}>
        {chosen.render()}
      </div>
    </div>
  )
}

interface OneProps {
  tab: Tab
  id: string
  panel: string
  isChosen: boolean
  to: To | undefined
  onChoose: () => void
  onKeyDown: (event: KeyboardEvent) => void
}

function OneTab({ tab, id, panel, isChosen, to, onChoose, onKeyDown }: OneProps) {
  const common = {
    role: 'tab',
    id,
    'aria-selected': isChosen,
    'aria-controls': panel,
    tabIndex: isChosen ? 0 : -1,
    className: clsx(
      '-mb-px flex items-center gap-1.5 border-b-2 px-2.5 py-1.5 font-medium whitespace-nowrap focus-visible:-outline-offset-2',
      isChosen ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
    ),
  } as const
  const face = (
    <>
      {tab.label}
      {tab.count}
    </>
  )
  if (to === undefined)
    return (
      <button type="button" {...common} onClick={onChoose} onKeyDown={onKeyDown}>
        {face}
      </button>
    )
  const press = (event: KeyboardEvent) => {
    // To whoever hears "tab", the space bar chooses it, which a link alone would not do.
    if (event.key === ' ') {
      event.preventDefault()
      onChoose()
    } else onKeyDown(event)
  }
  return (
    <Link {...common} to={to} preventScrollReset onKeyDown={press}>
      {face}
    </Link>
  )
}
