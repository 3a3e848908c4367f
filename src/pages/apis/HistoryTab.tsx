import { useMutation } from '@tanstack/react-query'

import { contracts } from '~/api/contracts'
import { queryClient } from '~/api/query-client'
import { contractMembers } from '~/domain/contract-document'
import { History } from '~/features/history/History'

import { fieldLabel } from './contract-labels'
import type { ApiTabProps } from './Overview'
import { useWriteObstacle } from './use-write-obstacle'

/** Who changed this API, and the way back. */
export function HistoryTab({ tenant, api: { id } }: ApiTabProps) {
  const disabledBecause = useWriteObstacle()
  const update = useMutation(contracts.update(tenant))
  return (
    <History
      tenant={tenant}
      resourceType="contract"
      resourceId={id}
      labelOf={fieldLabel}
      undo={{
        writable: contractMembers,
        present: () => queryClient.query({ ...contracts.detail(tenant, id), staleTime: 0 }),
        write: (patch, etag) => update.mutateAsync({ id, etag, patch }),
        path: ['v1', 'contracts', id],
        disabledBecause,
      }}
    />
  )
}
