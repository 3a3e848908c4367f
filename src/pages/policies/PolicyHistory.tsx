import type { AuditEntry } from '~/api/audit'
import { policies } from '~/api/policies'
import { queryClient } from '~/api/query-client'
import type { Column } from '~/components/table/columns'
import type { Policy } from '~/domain/policy'
import { History } from '~/features/history/History'
import { m } from '~/i18n/gen/messages'

import { BeforeAfter } from './BeforeAfter'
import type { PolicyTabProps } from './PolicyOverview'

const writable = ['name', 'description', 'config', 'priority', 'enabled']

const effectColumn = (tenant: string, policy: Policy): Column<AuditEntry> => ({
  id: 'around',
  header: m.policies_around_column,
  cell: (row) => <BeforeAfter tenant={tenant} policy={policy} row={row} />,
})

/** Who changed the policy, field by field, and the way back. */
export function PolicyHistory({ tenant, policy, disabledBecause }: PolicyTabProps) {
  const { id } = policy
  return (
    <History
      tenant={tenant}
      resourceType="policy"
      resourceId={id}
      more={effectColumn(tenant, policy)}
      undo={{
        writable,
        present: () => queryClient.query({ ...policies.detail(tenant, id), staleTime: 0 }),
        write: (patch, etag) => policies.write(id, patch, etag),
        path: ['v1', 'admin', 'policies', id],
        disabledBecause,
      }}
    />
  )
}
