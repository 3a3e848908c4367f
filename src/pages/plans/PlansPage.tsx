import { useQuery } from '@tanstack/react-query'
import PlusIcon from 'lucide-react/icons/plus'
import { useState } from 'react'
import type { LoaderFunctionArgs } from 'react-router'
import { Outlet, useLocation } from 'react-router'

import { plans } from '~/api/plans'
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
import { Page } from '~/components/ui/Page'
import { type Change, ChangeProof } from '~/features/subscriptions/ChangeProof'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { columnsOf } from './columns'
import { filterOf, pageSize, type PlanSearch, planStatuses, searchSchema } from './search'
import { statusLabel } from './words'

export function loader({ params, request }: LoaderFunctionArgs) {
  start(plans.list(param(params, 'tenant'), filterOf(readSearch(request, searchSchema))))
  return null
}

export function Component() {
  const tenant = useParam('tenant')
  const { search: address } = useLocation()
  const [search, setSearch] = useSearch(searchSchema)
  const [change, setChange] = useState<Change>()
  const query = useQuery(plans.list(tenant, filterOf(search)))
  const disabledBecause = useCan('plans:write')
    ? undefined
    : m.plans_needs_role({ roles: formatList(rolesFor('plans:write')) })
  const create = (
    <ActionLink
      to={{ pathname: paths.newPlan({ tenant }), search: address }}
      variant="primary"
      icon={PlusIcon}
      disabledBecause={disabledBecause}
    >
      {m.plans_new()}
    </ActionLink>
  )
  const clear = () => setSearch({ search: '', status: undefined })
  const onDone = (sentence: string) => setChange({ at: Date.now(), sentence })
  return (
    <Page title={m.plans_title()} description={m.plans_description()} action={create}>
      {change && <ChangeProof change={change} />}
      <Toolbar search={search} setSearch={setSearch} />
      <QueryTable
        query={query}
        columns={columnsOf({ tenant, disabledBecause, onDone })}
        rowKey={(plan) => plan.id}
        caption={m.plans_caption()}
        choiceName="plans"
        page={search.page}
        pageSize={pageSize}
        onPage={(page) => setSearch({ page })}
        sort={search.sort}
        onSort={(sort) => setSearch({ sort: sort as PlanSearch['sort'] })} // columns sort by their own ids only
        empty={
          search.search || search.status ? (
            <EmptyState
              title={m.plans_empty_filtered()}
              action={<Button onClick={clear}>{m.plans_clear_filters()}</Button>}
            />
          ) : (
            <EmptyState title={m.plans_empty_title()} hint={m.plans_empty_hint()} action={create} />
          )
        }
      />
      <Outlet />
    </Page>
  )
}

interface ToolbarProps {
  search: PlanSearch
  setSearch: (change: Partial<PlanSearch>) => void
}

function Toolbar({ search, setSearch }: ToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchBox
        label={m.plans_search()}
        value={search.search}
        onChange={(typed) => setSearch({ search: typed })}
      />
      <FilterSelect
        label={m.plans_filter_status()}
        value={search.status}
        options={planStatuses.map((value) => ({ value, label: statusLabel(value) }))}
        onChange={(status) => setSearch({ status: status || undefined })}
      />
    </div>
  )
}
