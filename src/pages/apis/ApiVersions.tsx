import { useQuery } from '@tanstack/react-query'

import { contracts } from '~/api/contracts'
import { paths } from '~/app/paths'
import { Panel } from '~/components/state/Panel'
import { type Column, DataTable } from '~/components/table/DataTable'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import type { Contract } from '~/domain/contract'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { StatusBadge } from './words'

const columns: Column<Contract>[] = [
  { id: 'version', header: m.apis_column_version, cell: (api) => <Name value={api.apiVersion} /> },
  {
    id: 'status',
    header: m.apis_column_status,
    cell: (api) => <StatusBadge status={api.status} />,
  },
  {
    id: 'path',
    header: m.apis_column_path,
    cell: (api) => <code className="text-sm">{api.bindings[0]?.path ?? ''}</code>,
  },
  {
    id: 'subscriptions',
    header: m.apis_column_subscriptions,
    align: 'end',
    cell: (api) => formatNumber(api.subscription_count),
  },
  {
    id: 'created_at',
    header: m.apis_fact_created,
    cell: (api) => <Time at={api.created_at} />,
  },
]

/** The search is by part of a name, and the newest come first: of a hundred hits, those of this very name are shown. */
const versionsOf = (apiName: string) => ({
  search: apiName,
  sort: '-created_at' as const,
  page_size: 100,
})

/** All versions that are registered under this API's name, this one included. */
export function ApiVersions({ tenant, api }: { tenant: string; api: Contract }) {
  const query = useQuery(contracts.list(tenant, versionsOf(api.apiName)))
  return (
    <Panel title={m.apis_versions()} query={query}>
      {({ items, total }) => (
        <>
          <DataTable
            rows={items.filter(({ apiName }) => apiName === api.apiName)}
            columns={columns}
            rowKey={({ id }) => id}
            rowLink={({ id }) => paths.api({ tenant, id })}
            caption={m.apis_versions_caption({ name: api.apiName })}
            empty={m.apis_versions_empty()}
          />
          {total > items.length && (
            <p className="mt-1 text-sm text-warn">{m.apis_versions_more()}</p>
          )}
        </>
      )}
    </Panel>
  )
}
