import { useQuery } from '@tanstack/react-query'
import MenuIcon from 'lucide-react/icons/menu'
import { useState } from 'react'
import { Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router'

import { me } from '~/api/me'
import { AskElsewhereContext } from '~/components/state/ask-elsewhere'
import { ChoiceKeeperContext } from '~/components/table/choice-keeper'
import { Toaster } from '~/components/ui/Toaster'
import { Button } from '~/components/ui/Button'
import { m } from '~/i18n/gen/messages'
import { useLocale } from '~/i18n/locale'

import { PaletteButton } from '../palette/PaletteButton'
import { useParam } from '../params'
import { paths } from '../paths'
import { columnChoices } from '../preferences'
import { Crumbs } from './Crumbs'
import { Drawer } from './Drawer'
import { PageSkeleton } from './PageSkeleton'
import { ServiceBanner } from './ServiceBanner'
import { Sidebar } from './Sidebar'
import { pageKey, useArrivalFocus } from './use-arrival'
import { useCrumbs } from './use-crumbs'
import { useTitle } from './use-title'

/** What stands around every page of a tenant. It waits for nothing, so that it is there when no backend is. */
export function Shell() {
  useLocale()
  const tenant = useParam('tenant')
  const { data: who } = useQuery(me.current())
  const { pathname } = useLocation()
  const main = useArrivalFocus(pathname)
  const crumbs = useCrumbs()
  useTitle(...crumbs.map(({ title }) => title).toReversed())
  const [isOpen, setIsOpen] = useState(false)
  const toExplore = useExplore(tenant)
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[15rem_minmax(0,1fr)] print:block">
      <a
        href="#main"
        className="absolute top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
      >
        {m.app_skip()}
      </a>
      <aside
        className="sticky top-0 hidden h-dvh border-r border-line bg-surface md:block"
        data-print="never"
      >
        <Sidebar tenant={tenant} me={who} />
      </aside>
      {isOpen && (
        <Drawer onClose={() => setIsOpen(false)}>
          <Sidebar tenant={tenant} me={who} onNavigate={() => setIsOpen(false)} />
        </Drawer>
      )}
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-10 flex min-h-12 items-center gap-2 border-b border-line bg-surface px-4 sm:px-6 print:hidden">
          <span className="md:hidden">
            <Button
              variant="ghost"
              icon={MenuIcon}
              iconOnly
              aria-label={m.app_menu_open()}
              onClick={() => setIsOpen(true)}
            />
          </span>
          <Crumbs crumbs={crumbs} />
          <PaletteButton tenant={tenant} />
        </header>
        <ServiceBanner />
        <main ref={main} id="main" tabIndex={-1} className="min-w-0 flex-1">
          <ChoiceKeeperContext value={columnChoices}>
            <AskElsewhereContext value={toExplore}>
              <Content pathname={pathname} />
            </AskElsewhereContext>
          </ChoiceKeeperContext>
        </main>
      </div>
      <output className="sr-only">
        {m.app_arrived({ title: crumbs.at(-1)?.title ?? m.app_name() })}
      </output>
      <Toaster />
      <ScrollRestoration />
    </div>
  )
}

/** The address that runs an expression, over the range that this page has in its own. */
function useExplore(tenant: string) {
  const { search } = useLocation()
  return (query: string) => paths.explore({ tenant, query, range: new URLSearchParams(search) })
}

/** The page, or its place while another one is on its way. A dialog over its own page is no other page. */
function Content({ pathname }: { pathname: string }) {
  const { location } = useNavigation()
  const isLeaving = location !== undefined && pageKey(location.pathname) !== pageKey(pathname)
  return isLeaving ? <PageSkeleton /> : <Outlet />
}
