/** What the words of consumers are called on screen; a word of a newer server is shown as it is. */

import { Badge, type Tone } from '~/components/ui/Badge'
import type { ConsumerFaults } from '~/domain/consumer'
import { m } from '~/i18n/gen/messages'

const statuses = new Map<string, { tone: Tone; label: () => string }>([
  ['active', { tone: 'ok', label: m.consumers_status_active }],
  ['suspended', { tone: 'warn', label: m.consumers_status_suspended }],
  ['blocked', { tone: 'bad', label: m.consumers_status_blocked }],
])
export const statusLabel = (status: string): string => statuses.get(status)?.label() ?? status

export function StatusBadge({ status }: { status: string }) {
  return <Badge tone={statuses.get(status)?.tone ?? 'neutral'}>{statusLabel(status)}</Badge>
}

export const faults: ConsumerFaults = {
  externalId: m.consumers_fault_external_id,
  name: m.consumers_fault_name,
  email: m.consumers_fault_email,
  company: m.consumers_fault_company,
  description: m.consumers_fault_description,
  metadataCount: m.consumers_fault_metadata_count,
}
