import { useQuery } from '@tanstack/react-query'
import PlusIcon from 'lucide-react/icons/plus'
import type { LoaderFunctionArgs } from 'react-router'
import { Outlet, useLocation } from 'react-router'

import { contracts } from '~/api/contracts'
import { policies } from '~/api/policies'
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
import { LinkButton } from '~/components/ui/LinkButton'
import { Page } from '~/components/ui/Page'
import { curl, queryOf } from '~/domain/curl'
import { policyScopes, typedPolicies } from '~/domain/policy-form'
import { LabLinks } from '~/features/lab-links/LabLinks'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { columnsOf } from './columns'
import { filterOf, pageSize, type PolicySearch, searchSchema } from './search'
import { scopeLabel, typeLabel } from './words'

export function loader({ params, request }: LoaderFunctionArgs) {
  start(policies.list(param(params, 'tenant'), filterOf(readSearch(request, searchSchema))))
  return null
}

export function Component() {
  const tenant = useParam('tenant')
  const [search, setSearch] = useSearch(searchSchema)
  const query = useQuery(policies.list(tenant, filterOf(search)))
  const disabledBecause = useCan('policies:write')
    ? undefined
    : m.policies_needs_role({ roles: formatList(rolesFor('policies:write')) })
  const isFiltered = Boolean(search.search || search.policy_type || search.scope || search.state)
  const clear = () => setSearch({ search: '', policy_type: '', scope: undefined, state: undefined })
  return (
    <Page
      title={m.policies_title()}
      description={m.policies_description()}
      action={<Create tenant={tenant} disabledBecause={disabledBecause} />}
    >
      <LabLinks tenant={tenant} />
      <Toolbar tenant={tenant} search={search} setSearch={setSearch} />
      <QueryTable
        query={query}
        columns={columnsOf(tenant, disabledBecause, useLiveApis(tenant))}
        rowKey={(policy) => policy.id}
        rowLink={(policy) => paths.policy({ tenant, id: policy.id })}
        caption={m.policies_caption()}
        choiceName="policies"
        page={search.page}
        pageSize={pageSize}
        onPage={(page) => setSearch({ page })}
        sort={search.sort}
        onSort={(sort) => setSearch({ sort: sort as PolicySearch['sort'] })} // columns sort by their own ids only
        empty={
          isFiltered ? (
            <EmptyState
              title={m.policies_empty_filtered()}
              action={<Button onClick={clear}>{m.policies_clear_filters()}</Button>}
            />
          ) : (
            <EmptyState
              title={m.policies_empty_title()}
              hint={m.policies_empty_hint()}
              action={<Create tenant={tenant} disabledBecause={disabledBecause} />}
            />
          )
        }
      />
      <Outlet />
    </Page>
  )
}

/** How many APIs the gateway serves for the tenant; undefined as long as that is not counted. */
function useLiveApis(tenant: string): number | undefined {
  const one = { page_size: 1 }
  const published = useQuery(contracts.list(tenant, { ...one, status: 'published' })).data?.total
  const deprecated = useQuery(contracts.list(tenant, { ...one, status: 'deprecated' })).data?.total
  return published === undefined || deprecated === undefined ? undefined : published + deprecated
}

/** The runbook's two policies one press away, and any other. */
function Create({
  tenant,
  disabledBecause,
}: {
  tenant: string
  disabledBecause: string | undefined
}) {
  const { search } = useLocation()
  const preset = (type: string) => {
    const params = new URLSearchParams(search)
    params.set('preset', type)
    return { pathname: paths.newPolicy({ tenant }), search: `?${params}` }
  }
  return (
    <>
      <LinkButton to={paths.effectivePolicies({ tenant })}>{m.app_effective_policies()}</LinkButton>
      <ActionLink to={preset('rate_limit')} disabledBecause={disabledBecause}>
        {m.policies_preset_rate_limit()}
      </ActionLink>
      <ActionLink to={preset('cors')} disabledBecause={disabledBecause}>
        {m.policies_preset_cors()}
      </ActionLink>
      <ActionLink
        to={{ pathname: paths.newPolicy({ tenant }), search }}
        variant="primary"
        icon={PlusIcon}
        disabledBecause={disabledBecause}
      >
        {m.policies_new()}
      </ActionLink>
    </>
  )
}

interface ToolbarProps {
  tenant: string
  search: PolicySearch
  setSearch: (change: Partial<PolicySearch>) => void
}

function Toolbar({ tenant, search, setSearch }: ToolbarProps) {
  const list = () =>
    curl({
      method: 'GET',
      base: 'STOA_API_URL',
      path: ['v1', 'admin', 'policies'],
      query: queryOf({ tenant_id: tenant, ...filterOf(search) }),
      credential: 'TOKEN',
    })
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchBox
        label={m.policies_search()}
        value={search.search}
        onChange={(typed) => setSearch({ search: typed })}
      />
      <FilterSelect
        label={m.policies_filter_type()}
        value={search.policy_type}
        options={typedPolicies.map((value) => ({ value, label: typeLabel(value) }))}
        onChange={(type) => setSearch({ policy_type: type, page: 1 })}
      />
      <FilterSelect
        label={m.policies_column_scope()}
        value={search.scope}
        options={policyScopes.map((value) => ({ value, label: scopeLabel(value) }))}
        onChange={(scope) => setSearch({ scope: scope || undefined })}
      />
      <FilterSelect
        label={m.policies_filter_enabled()}
        value={search.state}
        options={[
          { value: 'enabled', label: m.policies_state_enabled() },
          { value: 'disabled', label: m.policies_state_disabled() },
        ]}
        onChange={(state) => setSearch({ state: state || undefined })}
      />
      <CopyButton label={m.policies_curl_copy()} text={m.policies_curl_copy()} value={list} />
    </div>
  )
}
