import { useQuery } from '@tanstack/react-query'
import PlusIcon from 'lucide-react/icons/plus'
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
import { SearchBox } from '~/components/table/SearchBox'
import { ActionLink } from '~/components/ui/ActionLink'
import { Button } from '~/components/ui/Button'
import { CopyButton } from '~/components/ui/CopyButton'
import { Page } from '~/components/ui/Page'
import { consumerStatuses } from '~/domain/consumer'
import { curl, queryOf } from '~/domain/curl'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { columns } from './columns'
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
  const canWrite = useCan('consumers:write')
  const isFiltered = Boolean(search.search || search.email || search.status)
  const clear = () => setSearch({ search: '', email: '', status: undefined })
  const create = (
    <ActionLink
      to={{ pathname: paths.newConsumer({ tenant }), search: filters }}
      variant="primary"
      icon={PlusIcon}
      disabledBecause={
        canWrite
          ? undefined
          : m.consumers_needs_role({ roles: formatList(rolesFor('consumers:write')) })
      }
    >
      {m.consumers_new()}
    </ActionLink>
  )
  return (
    <Page title={m.consumers_title()} description={m.consumers_description()} action={create}>
      <Toolbar tenant={tenant} search={search} setSearch={setSearch} />
      <QueryTable
        query={query}
        columns={columns}
        rowKey={(consumer) => consumer.id}
        rowLink={(consumer) => paths.consumer({ tenant, id: consumer.id })}
        caption={m.consumers_caption()}
        choiceName="consumers"
        page={search.page}
        pageSize={pageSize}
        onPage={(page) => setSearch({ page })}
        sort={search.sort}
        onSort={(sort) => setSearch({ sort: sort as ConsumerSearch['sort'] })} // columns sort by their own ids only
        empty={
          isFiltered ? (
            <EmptyState
              title={m.consumers_empty_filtered()}
              action={<Button onClick={clear}>{m.consumers_clear_filters()}</Button>}
            />
          ) : (
            <EmptyState
              title={m.consumers_empty_title()}
              hint={m.consumers_empty_hint()}
              action={create}
            />
          )
        }
      />
      <Outlet />
    </Page>
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
