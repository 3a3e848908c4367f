import { createElement, lazy, Suspense, type ComponentType } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'

import { loadCode } from '~/api/code'
import { Skeleton } from '~/components/state/Skeleton'
import { Tabs } from '~/components/ui/Tabs'

/** One part of a detail page, at its own address. */
export interface PageTab<Props extends object> {
  /** What stands in the URL: `?tab=history`. */
  id: string
  label: () => string
  Content: ComponentType<Props>
}

/** The content of a tab, whose code comes when the tab is shown: `late(async () => (await import('./X')).X)`. */
export const late = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await loadCode(load) }))

/** Search parameters that every tab of a page understands: the time range of what is measured. */
const KEPT = ['from', 'to', 'refresh', 'zone']

/** The search of a tab's address: the first tab needs no name, and what another tab wrote into the URL stays there. */
export function searchOf(current: URLSearchParams, tab: string | undefined): string {
  const kept = KEPT.flatMap((name) => {
    const value = current.get(name)
    return value === null ? [] : [[name, value]]
  })
  const search = new URLSearchParams([...(tab === undefined ? [] : [['tab', tab]]), ...kept])
  return search.size > 0 ? `?${search.toString()}` : ''
}

interface Props<Shared extends object> {
  /** What the tabs divide, for screen readers. */
  label: string
  /** A constant of the page's module, so that adding a tab is one line. The first one stands without `?tab=`. */
  tabs: readonly PageTab<Shared>[]
  /** What every tab is given. */
  shared: Shared
}

/**
 * A detail page in tabs, the chosen one in the URL (`?tab=`): each tab is a link of its own, arrows move and choose, Back goes to
 * the tab before, and only the shown tab is drawn, so that only it asks for anything.
 */
export function PageTabs<Shared extends object>({ label, tabs, shared }: Props<Shared>) {
  const [params] = useSearchParams()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const addressOf = (id: string) => ({
    pathname,
    search: searchOf(params, id === tabs[0]?.id ? undefined : id),
  })
  return (
    <Tabs
      label={label}
      value={params.get('tab') ?? ''}
      onChange={(id) => void navigate(addressOf(id), { preventScrollReset: true })}
      addressOf={addressOf}
      tabs={tabs.map(({ id, label: name, Content }) => ({
        id,
        label: name(),
        render: () => (
          <Suspense fallback={<Skeleton kind="block" />}>{createElement(Content, shared)}</Suspense>
        ),
      }))}
    />
  )
}
