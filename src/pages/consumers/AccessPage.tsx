import { useMutation, useQuery } from '@tanstack/react-query'
import DownloadIcon from 'lucide-react/icons/download'

import { consumerBulk } from '~/api/consumer-bulk'
import { contracts } from '~/api/contracts'
import { lookups } from '~/api/lookup'
import { useParam, useSearch } from '~/app/params'
import { paths } from '~/app/paths'
import { EmptyState } from '~/components/state/EmptyState'
import { FailureNote } from '~/components/state/FailureNote'
import { Skeleton } from '~/components/state/Skeleton'
import { FilterSelect } from '~/components/table/FilterSelect'
import { QueryTable } from '~/components/table/QueryTable'
import { SearchBox } from '~/components/table/SearchBox'
import { Button } from '~/components/ui/Button'
import { Page } from '~/components/ui/Page'
import { saveFile } from '~/components/ui/save-file'
import { toast } from '~/components/ui/toast'
import { consumerStatuses } from '~/domain/consumer'
import { m } from '~/i18n/gen/messages'

import { accessColumns } from './access-columns'
import { type AccessSearch, accessFilterOf, accessSchema, apiFilterOf } from './access-search'
import { ApiRange } from './ApiRange'
import { pageSize } from './search'
import { statusLabel } from './words'

export function Component() {
  const tenant = useParam('tenant')
  const [search, setSearch] = useSearch(accessSchema)
  const apis = useQuery(contracts.list(tenant, apiFilterOf(search)))
  const save = useMutation({
    ...consumerBulk.exportAccess(tenant),
    onMutate: () => toast(m.bulk_exporting(), 'info'),
    onSuccess: (csv) => saveFile(`access-${tenant}.csv`, 'text/csv', csv),
    onError: ({ message }) => toast(m.bulk_export_failed({ cause: message }), 'bad'),
  })
  const shown = apis.data?.items.map(({ id }) => id) ?? []
  const download = () =>
    save.mutate({
      search: search.search,
      status: search.status,
      // Without a filter of APIs the file has all of them, and not only the columns in view.
      ...(search.api !== '' && { api_id: shown }),
    })
  return (
    <Page
      title={m.access_title()}
      description={m.access_description()}
      action={
        <Button icon={DownloadIcon} pending={save.isPending} onClick={download}>
          {m.access_csv()}
        </Button>
      }
    >
      <Toolbar search={search} setSearch={setSearch} />
      {apis.error !== null && (
        <FailureNote
          failure={apis.error}
          onRetry={() => void apis.refetch()}
          isRetrying={apis.isFetching}
        />
      )}
      {apis.data === undefined && apis.error === null && <Skeleton lines={8} />}
      {apis.data !== undefined && (
        <>
          <ApiRange
            page={search.apis}
            total={apis.data.total}
            onPage={(page) => setSearch({ apis: page, page: search.page })}
          />
          {shown.length === 0 ? (
            <EmptyState title={m.access_no_api()} />
          ) : (
            <Matrix tenant={tenant} apis={apis.data.items} search={search} setSearch={setSearch} />
          )}
        </>
      )}
    </Page>
  )
}

interface ToolbarProps {
  search: AccessSearch
  setSearch: (change: Partial<AccessSearch>) => void
}

function Toolbar({ search, setSearch }: ToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchBox
        label={m.access_search()}
        value={search.search}
        onChange={(text) => setSearch({ search: text })}
      />
      <SearchBox
        label={m.access_apis()}
        value={search.api}
        onChange={(api) => setSearch({ api, apis: 1 })}
      />
      <FilterSelect
        label={m.access_status()}
        value={search.status}
        options={consumerStatuses.map((value) => ({ value, label: statusLabel(value) }))}
        onChange={(status) => setSearch({ status: status || undefined })}
      />
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={search.only === 'held'}
          onChange={(event) => setSearch({ only: event.target.checked ? 'held' : undefined })}
        />
        {m.access_only()}
      </label>
    </div>
  )
}

interface MatrixProps extends ToolbarProps {
  tenant: string
  apis: Parameters<typeof accessColumns>[1]
}

function Matrix({ tenant, apis, search, setSearch }: MatrixProps) {
  const query = useQuery(lookups.access(tenant, accessFilterOf(search, apis)))
  return (
    <QueryTable
      query={query}
      columns={accessColumns(tenant, apis)}
      rowKey={({ consumer_id }) => consumer_id}
      rowLink={({ consumer_id }) => paths.consumer({ tenant, id: consumer_id })}
      caption={m.access_caption()}
      page={search.page}
      pageSize={pageSize}
      onPage={(page) => setSearch({ page })}
      empty={<EmptyState title={m.access_no_consumer()} />}
    />
  )
}
