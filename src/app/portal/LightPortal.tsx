import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import { queryClient } from '~/api/query-client'
import type { Anchor } from '~/features/portal/Catalog'
import { Catalog } from '~/features/portal/Catalog'
import {
  type CatalogSearch,
  isTyping,
  readCatalogSearch,
  writeCatalogSearch,
} from '~/features/portal/catalog-search'
import { EntryButtons } from '~/features/portal/EntryButtons'
import { m } from '~/i18n/gen/messages'
import { useLocale } from '~/i18n/locale'

import { PortalHeader } from './PortalHeader'

/** The catalog for whoever comes by: neither router nor Keycloak's adapter is loaded for it. Every link is a page load. */
export function LightPortal() {
  return (
    <QueryClientProvider client={queryClient}>
      <LightCatalog />
    </QueryClientProvider>
  )
}

function LightCatalog() {
  useLocale()
  const [search, onSearch] = useAddress()
  const title = [m.portal_title(), m.portal_name()].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <>
      <a
        href="#main"
        className="absolute top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
      >
        {m.app_skip()}
      </a>
      <PortalHeader Anchor={PlainAnchor} current="/" account={<EntryButtons />} />
      <main id="main" tabIndex={-1}>
        <Catalog Anchor={PlainAnchor} search={search} onSearch={onSearch} />
      </main>
    </>
  )
}

const PlainAnchor: Anchor = ({ to, className, children }) => (
  <a href={to} className={className}>
    {children}
  </a>
)

/** The catalog's search in the address bar, without a router. */
function useAddress(): [CatalogSearch, (change: Partial<CatalogSearch>) => void] {
  const read = () => readCatalogSearch(new URLSearchParams(window.location.search))
  const [search, setSearch] = useState(read)
  useEffect(() => {
    const follow = () => setSearch(readCatalogSearch(new URLSearchParams(window.location.search)))
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [])
  const change = (wanted: Partial<CatalogSearch>) => {
    const params = writeCatalogSearch(read(), wanted)
    const address = params.size > 0 ? `/?${params}` : '/'
    if (isTyping(wanted)) window.history.replaceState(null, '', address)
    else window.history.pushState(null, '', address)
    setSearch(readCatalogSearch(params))
  }
  return [search, change]
}
