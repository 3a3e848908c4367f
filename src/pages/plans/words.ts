/** What the words of plans are called on screen; a word of a newer server is shown as it is. */

import type { PlanFaults } from '~/domain/plan'
import { m } from '~/i18n/gen/messages'

const statuses = new Map([
  ['active', m.plans_status_active],
  ['archived', m.plans_status_archived],
])

export const statusLabel = (status: string): string => statuses.get(status)?.() ?? status

export const faults: PlanFaults = {
  slug: m.plans_fault_slug,
  name: m.plans_fault_name,
  description: m.plans_fault_description,
  limit: m.plans_fault_limit,
}
