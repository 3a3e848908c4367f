import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import { contracts } from '~/api/contracts'
import { FailureNote } from '~/components/state/FailureNote'
import { PendingStatus } from '~/components/ui/PendingStatus'
import type { Contract } from '~/domain/contract'
import { OperationDiff } from '~/features/openapi-import/OperationDiff'
import { m } from '~/i18n/gen/messages'

/** What a new document changes in the operations of an API, beside what is stored now. */
export function DocumentChange({ api, json }: { api: Contract; json: string }) {
  const stored = useQuery({ ...contracts.openapi(api.tenant, api.id), enabled: api.has_openapi })
  // A large document: read once, and not with every picture of the dialog.
  const after = useMemo<unknown>(() => JSON.parse(json), [json])
  if (stored.error)
    return <FailureNote failure={stored.error} onRetry={() => void stored.refetch()} />
  if (api.has_openapi && stored.data === undefined) return <PendingStatus isPending />
  return (
    <section aria-label={m.openapi_update_document()}>
      <h3 className="font-medium">{m.openapi_update_document()}</h3>
      <OperationDiff before={api.has_openapi ? stored.data : undefined} after={after} />
    </section>
  )
}
