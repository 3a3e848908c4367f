import { useQuery } from '@tanstack/react-query'

import { approvals } from '~/api/approvals'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** How many wait for a decision, beside the place where it is made; nothing while nobody does, or nobody can say. */
export function ApprovalCount({ tenant }: { tenant: string }) {
  const { data, error } = useQuery(approvals.count(tenant))
  if (error || data === undefined || data === 0) return null
  return (
    <span className="ml-auto rounded-full bg-accent px-1.5 text-xs font-medium text-on-accent tabular-nums">
      <span aria-hidden>{formatNumber(data)}</span>
      <span className="sr-only">{m.approvals_waiting({ count: data })}</span>
    </span>
  )
}
