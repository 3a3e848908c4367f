import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'

import { countOf } from '~/api/counts'
import { paths } from '~/app/paths'
import type { PanelQuery } from '~/components/state/Panel'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** How many there are of each thing, with the way there. The totals are the server's, over all rows. */
export function Counts({ tenant }: { tenant: string }) {
  const apis = useQuery(countOf(tenant, 'contracts'))
  const rules = useQuery(countOf(tenant, 'policies'))
  const callers = useQuery(countOf(tenant, 'consumers'))
  const keys = useQuery(countOf(tenant, 'subscriptions'))
  return (
    <ul aria-label={m.dashboard_counts()} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Count label={m.dashboard_apis()} to={paths.apis({ tenant })} query={apis} />
      <Count label={m.dashboard_policies()} to={paths.policies({ tenant })} query={rules} />
      <Count label={m.dashboard_consumers()} to={paths.consumers({ tenant })} query={callers} />
      <Count label={m.dashboard_subscriptions()} to={paths.consumers({ tenant })} query={keys} />
    </ul>
  )
}

interface CountProps {
  label: string
  to: string
  query: PanelQuery<number>
}

function Count({ label, to, query }: CountProps) {
  return (
    <li className="min-w-0 rounded-lg border border-line bg-surface px-4 py-3">
      <Link to={to} className="text-sm text-muted hover:text-ink hover:underline">
        {label}
      </Link>
      <div className="min-h-9">
        <Total query={query} />
      </div>
    </li>
  )
}

function Total({ query }: { query: PanelQuery<number> }) {
  if (query.error)
    return (
      <p role="alert" className="text-sm text-bad [overflow-wrap:anywhere]">
        {m.dashboard_count_unknown({ cause: query.error.message })}
      </p>
    )
  if (query.data === undefined) return <div className="skeleton mt-1.5 h-6 w-14" />
  return <p className="text-2xl font-semibold tabular-nums">{formatNumber(query.data)}</p>
}
