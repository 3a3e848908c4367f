import { useQuery } from '@tanstack/react-query'
import type { ComponentType, ReactNode } from 'react'

import { portal, type PortalApi } from '~/api/portal'
import { EmptyState } from '~/components/state/EmptyState'
import { FailureNote } from '~/components/state/FailureNote'
import { Skeleton } from '~/components/state/Skeleton'
import { Pagination } from '~/components/table/Pagination'
import { SearchBox } from '~/components/table/SearchBox'
import { Badge } from '~/components/ui/Badge'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { Page } from '~/components/ui/Page'
import { portalPaths } from '~/app/paths'
import { config } from '~/config/config'
import { m } from '~/i18n/gen/messages'

import { type CatalogSearch, isNarrowed, nothingAsked, sorts } from './catalog-search'
import { Choice } from './Choice'

/** A page of cards; three columns fill it. */
const PAGE_SIZE = 24

/** How a link is drawn: by the browser alone where no router is loaded. */
export type Anchor = ComponentType<{ to: string; className?: string; children: ReactNode }>

interface Props {
  Anchor: Anchor
  search: CatalogSearch
  onSearch: (change: Partial<CatalogSearch>) => void
}

/** What is published for developers: searched and sorted by the server, the choice in the address. */
export function Catalog({ Anchor, search, onSearch }: Props) {
  const query = useQuery(
    portal.apis({
      search: search.search,
      category: search.category,
      sort: search.sort,
      page: search.page,
      page_size: PAGE_SIZE,
    }),
  )
  return (
    <Page title={m.portal_title()} description={m.portal_text()}>
      <Filters search={search} onSearch={onSearch} />
      {query.error && (
        <FailureNote
          failure={query.error}
          onRetry={() => void query.refetch()}
          isRetrying={query.isFetching}
        />
      )}
      {!query.data && !query.error && <Skeleton lines={6} />}
      {query.data && (
        <section aria-label={m.portal_list()} aria-busy={query.isPlaceholderData}>
          {query.data.total === 0 ? (
            <Empty isNarrowed={isNarrowed(search)} onClear={() => onSearch(nothingAsked)} />
          ) : (
            <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              {query.data.items.map((api) => (
                <Card key={api.id} api={api} Anchor={Anchor} />
              ))}
            </ul>
          )}
        </section>
      )}
      {query.data && query.data.total > 0 && (
        <Pagination
          caption={m.portal_list()}
          total={query.data.total}
          page={search.page}
          pageSize={PAGE_SIZE}
          onPage={(page) => onSearch({ page })}
        />
      )}
    </Page>
  )
}

function Filters({ search, onSearch }: Pick<Props, 'search' | 'onSearch'>) {
  const { data } = useQuery(portal.about())
  const names = (data?.categories ?? []).map(({ name, apis }) => ({ name, apis }))
  // A category of a shared address stays chosen when nothing has it any more.
  if (search.category !== '' && !names.some(({ name }) => name === search.category))
    names.push({ name: search.category, apis: 0 })
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchBox
        label={m.portal_search()}
        value={search.search}
        onChange={(value) => onSearch({ search: value })}
      />
      {names.length > 0 && (
        <Choice
          label={m.portal_category()}
          value={search.category}
          options={[
            { value: '', label: m.portal_category_any() },
            ...names.map(({ name, apis }) => ({ value: name, label: `${name} (${apis})` })),
          ]}
          onChange={(category) => onSearch({ category })}
        />
      )}
      <Choice
        label={m.portal_sort()}
        value={search.sort}
        options={sorts.map((value) => ({ value, label: sortWords[value]() }))}
        onChange={(sort) => onSearch({ sort })}
      />
    </div>
  )
}

const sortWords = {
  displayName: m.portal_sort_name,
  '-created_at': m.portal_sort_newest,
}

function Empty({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  return isNarrowed ? (
    <EmptyState
      title={m.portal_nothing_found()}
      action={<Button onClick={onClear}>{m.portal_show_all()}</Button>}
    />
  ) : (
    <EmptyState title={m.portal_empty_title()} hint={m.portal_empty_hint()} />
  )
}

/** A description without its line breaks and marks: a card has room for a few lines of text only. */
const inOneLine = (text: string): string => text.replace(/\*\*|`|^#+\s/gm, '').replace(/\s+/g, ' ')

function Card({ api, Anchor }: { api: PortalApi; Anchor: Anchor }) {
  return (
    <li className="relative flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-surface p-4 focus-within:border-accent hover:border-accent">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 text-lg">
          {/* The whole card leads there; the link is what a screen reader finds. */}
          <Anchor
            to={portalPaths.api({ id: api.id })}
            className="after:absolute after:inset-0 after:content-['']"
          >
            <Name value={api.displayName || api.apiName} />
          </Anchor>
        </h2>
        {api.status === 'deprecated' && <Badge tone="warn">{m.portal_deprecated()}</Badge>}
      </div>
      <p className="text-sm text-muted">{m.portal_version({ version: api.apiVersion })}</p>
      {api.description && (
        <p className="line-clamp-4 [overflow-wrap:anywhere]">
          <Name value={inOneLine(api.description)} />
        </p>
      )}
      <p className="mt-auto text-sm [overflow-wrap:anywhere]">
        <span className="text-muted">{m.portal_path()}: </span>
        <code>{config().gatewayPublicUrl + api.path}</code>
      </p>
      {api.categories.length > 0 && (
        <p className="flex flex-wrap gap-1">
          {api.categories.map((category) => (
            <Badge key={category}>{category}</Badge>
          ))}
        </p>
      )}
    </li>
  )
}
