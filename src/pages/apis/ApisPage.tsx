import { useQuery } from '@tanstack/react-query'
import PlusIcon from 'lucide-react/icons/plus'
import { type ReactNode, useMemo } from 'react'
import type { LoaderFunctionArgs } from 'react-router'
import { Outlet, useLocation } from 'react-router'

import { apiMetrics } from '~/api/api-metrics'
import { contracts } from '~/api/contracts'
import { metrics } from '~/api/metrics'
import { start } from '~/api/query-client'
import { param, readSearch, type SearchOf, useParam, useSearch } from '~/app/params'
import { paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { EmptyState } from '~/components/state/EmptyState'
import { FilterSelect } from '~/components/table/FilterSelect'
import { QueryTable } from '~/components/table/QueryTable'
import { SearchBox } from '~/components/table/SearchBox'
import { ActionLink } from '~/components/ui/ActionLink'
import { Button } from '~/components/ui/Button'
import { CopyButton } from '~/components/ui/CopyButton'
import { LinkButton } from '~/components/ui/LinkButton'
import { Page } from '~/components/ui/Page'
import { authTypes, type Contract, contractStatuses } from '~/domain/contract'
import { curl, queryOf } from '~/domain/curl'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { columns } from './columns'
import { DeletedApi } from './DeletedApi'
import { filterOf, lastHour, pageSize, searchSchema } from './search'
import { trafficColumns } from './traffic-columns'
import { TrafficNote } from './TrafficNote'
import { authLabel, statusLabel } from './words'

export function loader({ params, request }: LoaderFunctionArgs) {
  start(contracts.list(param(params, 'tenant'), filterOf(readSearch(request, searchSchema))))
  return null
}

const noFilters = { search: '', status: undefined, auth: undefined, category: '', version: '' }
type Filters = typeof noFilters

export function Component() {
  const tenant = useParam('tenant')
  const [search, setSearch] = useSearch(searchSchema)
  const query = useQuery(contracts.list(tenant, filterOf(search)))
  const { traffic, lastCalls, shown } = useFigures(tenant, query.data?.items)
  const filters = useLocation().search
  const canWrite = useCan('contracts:write')
  const clear = () => setSearch(noFilters)
  const isFiltered = Object.keys(noFilters).some((name) => search[name as keyof Filters])
  const register = (
    <ActionLink
      to={{ pathname: paths.newApi({ tenant }), search: filters }}
      variant="primary"
      icon={PlusIcon}
      disabledBecause={
        canWrite ? undefined : m.apis_needs_role({ roles: formatList(rolesFor('contracts:write')) })
      }
    >
      {m.apis_new()}
    </ActionLink>
  )
  return (
    <Page
      title={m.apis_title()}
      description={m.apis_description()}
      action={
        <>
          <ToBundle tenant={tenant} />
          {register}
        </>
      }
    >
      <DeletedApi />
      <Toolbar tenant={tenant} search={search} setSearch={setSearch} />
      <TrafficNote traffic={traffic} lastCalls={lastCalls} />
      <QueryTable
        query={query}
        columns={shown}
        rowKey={(api) => api.id}
        rowLink={(api) => paths.api({ tenant, id: api.id })}
        caption={m.apis_caption()}
        choiceName="apis"
        page={search.page}
        pageSize={pageSize}
        onPage={(page) => setSearch({ page })}
        sort={search.sort}
        onSort={(sort) => setSearch({ sort: sort as typeof search.sort })} // columns sort by their own ids only
        empty={<NoApis clear={isFiltered ? clear : undefined} register={register} />}
      />
      <Outlet />
    </Page>
  )
}

/** What is measured of the APIs of a page, and the columns with it: one question each for the traffic and the last calls of all. */
function useFigures(tenant: string, apis: readonly Contract[] | undefined) {
  const names = [...new Set(apis?.map(({ apiName }) => apiName))].toSorted()
  const enabled = names.length > 0
  const traffic = useQuery({ ...metrics.callsOf({ tenant, ...lastHour }, names), enabled })
  const lastCalls = useQuery({ ...apiMetrics.lastCalls(tenant, names), enabled })
  const [calls, last] = [unless(traffic), unless(lastCalls)]
  const shown = useMemo(() => [...columns, ...trafficColumns(calls, last)], [calls, last])
  return { traffic, lastCalls, shown }
}

/** What was answered from before a failure is not shown as if it were of now. */
const unless = <T,>({ data, error }: { data: T | undefined; error: Error | null }) =>
  error ? undefined : data

/** Why the list is empty, with the way out: other filters, or the first API. */
function NoApis(props: { clear: (() => void) | undefined; register: ReactNode }) {
  const { clear, register } = props
  return clear ? (
    <EmptyState
      title={m.apis_empty_filtered()}
      action={<Button onClick={clear}>{m.apis_clear_filters()}</Button>}
    />
  ) : (
    <EmptyState title={m.apis_empty_title()} hint={m.apis_empty_hint()} action={register} />
  )
}

/** The file takes what the filters of the list find. */
function ToBundle({ tenant }: { tenant: string }) {
  const { search } = useLocation()
  return (
    <LinkButton to={{ pathname: paths.apiBundle({ tenant }), search }}>
      {m.bundle_link()}
    </LinkButton>
  )
}

type Search = SearchOf<typeof searchSchema>

interface ToolbarProps {
  tenant: string
  search: Search
  setSearch: (change: Partial<Search>) => void
}

function Toolbar({ tenant, search, setSearch }: ToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchBox
        label={m.apis_search()}
        value={search.search}
        onChange={(typed) => setSearch({ search: typed })}
      />
      <FilterSelect
        label={m.apis_filter_status()}
        value={search.status}
        options={contractStatuses.map((value) => ({ value, label: statusLabel(value) }))}
        onChange={(status) => setSearch({ status: status || undefined })}
      />
      <FilterSelect
        label={m.apis_filter_auth()}
        value={search.auth}
        options={authTypes.map((value) => ({ value, label: authLabel(value) }))}
        onChange={(auth) => setSearch({ auth: auth || undefined })}
      />
      <SearchBox
        label={m.apis_filter_category()}
        value={search.category}
        onChange={(category) => setSearch({ category })}
      />
      <SearchBox
        label={m.apis_filter_version()}
        value={search.version}
        onChange={(version) => setSearch({ version })}
      />
      <CopyButton
        label={m.apis_curl()}
        text={m.apis_curl()}
        value={() =>
          curl({
            method: 'GET',
            base: 'STOA_API_URL',
            path: ['v1', 'contracts'],
            query: queryOf({ tenant, ...filterOf(search) }),
            credential: 'TOKEN',
          })
        }
      />
    </div>
  )
}
