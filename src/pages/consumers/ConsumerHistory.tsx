import { consumers } from '~/api/consumers'
import { queryClient } from '~/api/query-client'
import { rolesFor, useCan } from '~/auth/permissions'
import { History } from '~/features/history/History'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { ConsumerTabProps } from './tabs'

/** Members that a patch of a consumer may name (ConsumerPatch of the contract). */
const writable = ['name', 'email', 'company', 'description', 'consumer_metadata']

/** Who changed this consumer, its subscriptions, keys and policies, when and how; and the way back for what can be written. */
export function ConsumerHistory({ tenant, consumer }: ConsumerTabProps) {
  const { id } = consumer
  const disabledBecause = useCan('consumers:write')
    ? undefined
    : m.consumers_needs_role({ roles: formatList(rolesFor('consumers:write')) })
  const undo = {
    writable,
    present: () => queryClient.query({ ...consumers.detail(tenant, id), staleTime: 0 }),
    // The history names only members of `writable`, with the values that the server itself had kept.
    write: (patch: Record<string, unknown>, etag: string) =>
      consumers.write(tenant, { id, etag, patch }),
    path: ['v1', 'consumers', tenant, id],
    disabledBecause,
  }
  return (
    <History
      tenant={tenant}
      resourceType="consumer"
      resourceId={id}
      concerns="concerns_consumer"
      undo={undo}
    />
  )
}
