import { useQuery } from '@tanstack/react-query'
import AccessIcon from 'lucide-react/icons/grid-3x3'
import LockedOutIcon from 'lucide-react/icons/life-buoy'
import PlusIcon from 'lucide-react/icons/plus'
import type { ComponentProps, ReactNode } from 'react'
import type { LoaderFunctionArgs } from 'react-router'
import { Outlet, useLocation } from 'react-router'

import { consumers } from '~/api/consumers'
import { start } from '~/api/query-client'
import { param, readSearch, useParam, useSearch } from '~/app/params'
import { paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { EmptyState } from '~/components/state/EmptyState'
import { FilterSelect } from '~/components/table/FilterSelect'
import { QueryTable } from '~/components/table/QueryTable'
import { useSelection } from '~/components/table/selection'
import { SearchBox } from '~/components/table/SearchBox'
import { ActionLink } from '~/components/ui/ActionLink'
import { Button } from '~/components/ui/Button'
import { CopyButton } from '~/components/ui/CopyButton'
import { LinkButton } from '~/components/ui/LinkButton'
import { Page } from '~/components/ui/Page'
import { type Consumer, consumerStatuses } from '~/domain/consumer'
import { curl, queryOf } from '~/domain/curl'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { BulkActions, chooseLabel } from './BulkActions'
import { columns } from './columns'
import { FileMenu, useExport } from './FileMenu'
import { type ConsumerSearch, filterOf, pageSize, searchSchema } from './search'
import { statusLabel } from './words'

export function loader({ params, request }: LoaderFunctionArgs) {
  start(consumers.list(param(params, 'tenant'), filterOf(readSearch(request, searchSchema))))
  return null
}

export function Component() {
  const tenant = useParam('tenant')
  const [search, setSearch] = useSearch(searchSchema)
  const query = useQuery(consumers.list(tenant, filterOf(search)))
  const filters = useLocation().search
  const disabledBecause = useCan('consumers:write')
    ? undefined
    : m.consumers_needs_role({ roles: formatList(rolesFor('consumers:write')) })
  const onExport = useExport(tenant, search)
  const create = (
    <ActionLink
      to={{ pathname: paths.newConsumer({ tenant }), search: filters }}
      variant="primary"
      icon={PlusIcon}
      disabledBecause={disabledBecause}
    >
      {m.consumers_new()}
    </ActionLink>
  )
  const total = query.data?.total
  const files = <FileMenu {...{ tenant, total, onExport, disabledBecause }} />
  return (
    <Page
      title={m.consumers_title()}
      description={m.consumers_description()}
      action={<Actions tenant={tenant} files={files} create={create} />}
    >
      <Toolbar tenant={tenant} search={search} setSearch={setSearch} />
      <List {...{ tenant, query, search, setSearch, disabledBecause, onExport, create }} />
      <Outlet />
    </Page>
  )
}

interface ListProps extends ToolbarProps, EmptyProps {
  query: ComponentProps<typeof QueryTable<Consumer>>['query']
  disabledBecause: string | undefined
  onExport: () => void
}

function List({ tenant, query, search, setSearch, disabledBecause, onExport, create }: ListProps) {
  const selection = useSelection<Consumer>(
    JSON.stringify([tenant, search.search, search.email, search.status]),
    { rowKey: ({ id }) => id, labelOf: chooseLabel },
  )
  return (
    <>
      <BulkActions
        tenant={tenant}
        search={search}
        selection={selection}
        total={query.data?.total ?? 0}
        disabledBecause={disabledBecause}
        onExportAll={onExport}
      />
      <QueryTable
        query={query}
        columns={columns}
        rowKey={(consumer) => consumer.id}
        rowLink={(consumer) => paths.consumer({ tenant, id: consumer.id })}
        caption={m.consumers_caption()}
        choiceName="consumers"
        selection={selection}
        page={search.page}
        pageSize={pageSize}
        onPage={(page) => setSearch({ page })}
        sort={search.sort}
        onSort={(sort) => setSearch({ sort: sort as ConsumerSearch['sort'] })} // columns sort by their own ids only
        empty={<Empty search={search} setSearch={setSearch} create={create} />}
      />
    </>
  )
}

interface ActionsProps {
  tenant: string
  files: ReactNode
  create: ReactNode
}

function Actions({ tenant, files, create }: ActionsProps) {
  return (
    <>
      <LinkButton to={paths.lockedOut({ tenant })} icon={LockedOutIcon}>
        {m.consumers_locked_out()}
      </LinkButton>
      <LinkButton to={paths.access({ tenant })} icon={AccessIcon}>
        {m.consumers_access()}
      </LinkButton>
      {files}
      {create}
    </>
  )
}

interface EmptyProps {
  search: ConsumerSearch
  setSearch: (change: Partial<ConsumerSearch>) => void
  create: ReactNode
}

function Empty({ search, setSearch, create }: EmptyProps) {
  const clear = () => setSearch({ search: '', email: '', status: undefined })
  return search.search || search.email || search.status ? (
    <EmptyState
      title={m.consumers_empty_filtered()}
      action={<Button onClick={clear}>{m.consumers_clear_filters()}</Button>}
    />
  ) : (
    <EmptyState title={m.consumers_empty_title()} hint={m.consumers_empty_hint()} action={create} />
  )
}

interface ToolbarProps {
  tenant: string
  search: ConsumerSearch
  setSearch: (change: Partial<ConsumerSearch>) => void
}

function Toolbar({ tenant, search, setSearch }: ToolbarProps) {
  const list = () =>
    curl({
      method: 'GET',
      base: 'STOA_API_URL',
      path: ['v1', 'consumers', tenant],
      query: queryOf(filterOf(search)),
      credential: 'TOKEN',
    })
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchBox
        label={m.consumers_search()}
        placeholder={m.consumers_search_in()}
        value={search.search}
        onChange={(typed) => setSearch({ search: typed })}
      />
      <SearchBox
        label={m.consumers_filter_email()}
        value={search.email}
        onChange={(email) => setSearch({ email })}
      />
      <FilterSelect
        label={m.consumers_filter_status()}
        value={search.status}
        options={consumerStatuses.map((value) => ({ value, label: statusLabel(value) }))}
        onChange={(status) => setSearch({ status: status || undefined })}
      />
      <CopyButton label={m.consumers_curl_copy()} text={m.consumers_curl_copy()} value={list} />
    </div>
  )
}
