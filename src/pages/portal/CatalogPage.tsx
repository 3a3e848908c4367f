import type { ComponentProps } from 'react'
import { Link, useSearchParams } from 'react-router'

import { Catalog } from '~/features/portal/Catalog'
import { isTyping, readCatalogSearch, writeCatalogSearch } from '~/features/portal/catalog-search'

const RouterAnchor = (props: ComponentProps<typeof Link>) => <Link {...props} />

/** The catalog where the router is at hand. */
export function Component() {
  const [params, setParams] = useSearchParams()
  const search = readCatalogSearch(params)
  return (
    <Catalog
      Anchor={RouterAnchor}
      search={search}
      onSearch={(change) =>
        setParams((current) => writeCatalogSearch(readCatalogSearch(current), change), {
          replace: isTyping(change),
          preventScrollReset: true,
        })
      }
    />
  )
}
