/** What the contract's words are called on screen; a word of a newer server is shown as it is. */

import { Badge, type Tone } from '~/components/ui/Badge'
import type { ContractFaults } from '~/domain/contract'
import { m } from '~/i18n/gen/messages'

const statuses = new Map<string, { tone: Tone; label: () => string }>([
  ['draft', { tone: 'neutral', label: m.apis_status_draft }],
  ['published', { tone: 'ok', label: m.apis_status_published }],
  ['deprecated', { tone: 'warn', label: m.apis_status_deprecated }],
  ['retired', { tone: 'bad', label: m.apis_status_retired }],
])
const auths = new Map<string, () => string>([
  ['api_key', m.apis_auth_api_key],
  ['jwt', m.apis_auth_jwt],
  ['none', m.apis_auth_none],
])

export const statusLabel = (status: string): string => statuses.get(status)?.label() ?? status
export const authLabel = (type: string): string => auths.get(type)?.() ?? type

export function StatusBadge({ status }: { status: string }) {
  return <Badge tone={statuses.get(status)?.tone ?? 'neutral'}>{statusLabel(status)}</Badge>
}

export const faults: ContractFaults = {
  name: m.apis_fault_name,
  version: m.apis_fault_version,
  displayName: m.apis_fault_display_name,
  description: m.apis_fault_description,
  url: m.apis_fault_url,
  timeout: m.apis_fault_timeout,
  category: m.apis_fault_category,
}
