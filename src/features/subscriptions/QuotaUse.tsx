import { useNow } from '~/components/ui/use-now'
import { Time } from '~/components/ui/Time'
import type { GatewayState } from '~/api/gateway-state'
import type { Subscription } from '~/domain/subscription'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Props {
  subscription: Subscription
  /** What the gateway says of itself; undefined while, or because, nobody knows. */
  gateway: GatewayState | undefined
}

/** The gateway's counts are read every 5 s; after a few missed readings they are no longer of now. */
const FRESH_MS = 30_000

/** How much of a subscription's plan was used in the UTC day and month. The gateway counts, the plan limits. */
export function QuotaUse({ subscription, gateway }: Props) {
  const now = useNow()
  const { plan_limits: limits, usage } = subscription
  const readAt = gateway?.usage_read_at ?? null
  if (readAt === null) return <span className="text-muted">{m.subscriptions_quota_unknown()}</span>
  return (
    <div className="flex flex-col gap-1.5">
      <Quota
        label={m.subscriptions_quota_day()}
        used={usage.today}
        limit={limits?.daily_request_limit ?? null}
      />
      <Quota
        label={m.subscriptions_quota_month()}
        used={usage.this_month}
        limit={limits?.monthly_request_limit ?? null}
      />
      {now - Date.parse(readAt) > FRESH_MS && (
        <span className="text-sm text-warn">
          {m.subscriptions_quota_old()} <Time at={readAt} />
        </span>
      )}
    </div>
  )
}

function Quota({ label, used, limit }: { label: string; used: number; limit: number | null }) {
  const share = limit === null ? 0 : Math.min(1, used / limit)
  const fill = share >= 1 ? 'fill-bad' : share >= 0.8 ? 'fill-warn' : 'fill-ok'
  return (
    <div className="min-w-36">
      <span className="flex justify-between gap-3 text-sm whitespace-nowrap">
        <span className="text-muted">{label}</span>
        <span className="tabular-nums">
          {limit === null
            ? m.subscriptions_quota_no_limit({ used: formatNumber(used) })
            : m.subscriptions_quota_of({ used: formatNumber(used), limit: formatNumber(limit) })}
        </span>
      </span>
      {limit !== null && (
        <svg aria-hidden viewBox="0 0 100 6" preserveAspectRatio="none" className="h-1.5 w-full">
          <rect width="100" height="6" className="fill-sunken" />
          <rect width={share * 100} height="6" className={fill} />
        </svg>
      )}
    </div>
  )
}
