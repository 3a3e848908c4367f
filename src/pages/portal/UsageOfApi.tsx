import { Link } from 'react-router'

import type { PortalUsage } from '~/api/portal-own'
import { portalPaths } from '~/app/paths'
import { Facts } from '~/components/ui/Facts'
import { Name } from '~/components/ui/Name'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { statusReason } from './status-reason'

type ApiUsage = PortalUsage['apis'][number]

/** Null is "not measured", and never 0. */
const count = (value: number | null) =>
  value === null ? (
    <span className="text-muted">{m.portal_not_measured()}</span>
  ) : (
    formatNumber(value)
  )

/** The calls of one subscription, why some failed, and what is left of its quota. */
export function UsageOfApi({ usage }: { usage: ApiUsage }) {
  const failures = (usage.by_status ?? []).filter(({ status }) => Number(status) >= 400)
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-md border border-line p-3">
      <h3 className="text-base">
        <Link className="text-accent hover:underline" to={portalPaths.api({ id: usage.api_id })}>
          <Name value={usage.api_name} />
        </Link>
      </h3>
      <Facts
        facts={[
          { label: m.portal_calls(), value: count(usage.calls) },
          { label: m.portal_errors(), value: count(usage.errors) },
          { label: m.portal_limited(), value: count(usage.limited) },
          {
            label: m.subscriptions_quota_day(),
            value: <Quota used={usage.daily_used} limit={usage.daily_limit} />,
          },
          {
            label: m.subscriptions_quota_month(),
            value: <Quota used={usage.monthly_used} limit={usage.monthly_limit} />,
          },
        ]}
      />
      {failures.length > 0 && (
        <section aria-label={m.portal_reasons()}>
          <h4 className="text-sm font-medium">{m.portal_reasons()}</h4>
          <ul className="text-sm">
            {failures.map(({ status, calls }) => (
              <li key={status}>
                <span className="tabular-nums">
                  {formatNumber(calls)} × {status}
                </span>
                : {statusReason(status)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </li>
  )
}

function Quota({ used, limit }: { used: number | null; limit: number | null }) {
  if (used === null) return count(null)
  if (limit === null) return m.subscriptions_quota_no_limit({ used: formatNumber(used) })
  const of = m.subscriptions_quota_of({ used: formatNumber(used), limit: formatNumber(limit) })
  return `${of} · ${m.portal_left({ count: formatNumber(Math.max(0, limit - used)) })}`
}
