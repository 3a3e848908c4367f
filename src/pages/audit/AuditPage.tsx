import { useQuery } from '@tanstack/react-query'

import { audit } from '~/api/audit'
import { serverNow } from '~/api/server-clock'
import { useParam, useSearch } from '~/app/params'
import { EmptyState } from '~/components/state/EmptyState'
import { QueryTable } from '~/components/table/QueryTable'
import { Button } from '~/components/ui/Button'
import { Page } from '~/components/ui/Page'
import { m } from '~/i18n/gen/messages'

import { AuditToolbar } from './AuditToolbar'
import { Chain } from './Chain'
import { columnsOf } from './columns'
import { ExportMenu } from './ExportMenu'
import { filterOf, isFiltered, NO_FILTER, PAGE_SIZE, searchSchema } from './search'

export function Component() {
  const tenant = useParam('tenant')
  const [search, setSearch] = useSearch(searchSchema)
  const filter = filterOf(search, serverNow() / 1000)
  const query = useQuery(audit.list(tenant, { ...filter, page: search.page, page_size: PAGE_SIZE }))
  const clear = () => setSearch(NO_FILTER)
  return (
    <Page
      title={m.app_audit()}
      description={m.audit_description()}
      action={<ExportMenu tenant={tenant} filter={filter} total={query.data?.total} />}
    >
      <AuditToolbar search={search} setSearch={setSearch} />
      <QueryTable
        query={query}
        columns={columnsOf(tenant)}
        rowKey={(row) => row.id}
        caption={m.audit_caption()}
        choiceName="audit"
        page={search.page}
        pageSize={PAGE_SIZE}
        onPage={(page) => setSearch({ page })}
        empty={
          isFiltered(search) ? (
            <EmptyState
              title={m.audit_empty_filtered()}
              action={<Button onClick={clear}>{m.audit_clear()}</Button>}
            />
          ) : (
            <EmptyState title={m.audit_empty()} hint={m.history_empty_hint()} />
          )
        }
      />
      <Chain tenant={tenant} />
    </Page>
  )
}
