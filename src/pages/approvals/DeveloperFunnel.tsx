import { useQuery } from '@tanstack/react-query'

import { portalFunnel, type PortalFunnel } from '~/api/portal-funnel'
import { Panel } from '~/components/state/Panel'
import { Time } from '~/components/ui/Time'
import { formatDuration, formatNumber, formatShare } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** How many developers came how far by themselves, so that the step where they stop is seen. */
export function DeveloperFunnel({ tenant }: { tenant: string }) {
  const query = useQuery(portalFunnel.of(tenant))
  return (
    <Panel title={m.portal_funnel()} description={m.portal_funnel_text()} query={query}>
      {(funnel) => <Steps funnel={funnel} />}
    </Panel>
  )
}

function Steps({ funnel }: { funnel: PortalFunnel }) {
  const steps = [
    ...(funnel.accounts === null
      ? []
      : [{ label: m.portal_funnel_accounts(), count: funnel.accounts }]),
    { label: m.portal_funnel_profiles(), count: funnel.profiles },
    { label: m.portal_funnel_subscribed(), count: funnel.subscribed },
    { label: m.portal_funnel_keys(), count: funnel.with_key },
    { label: m.portal_funnel_called(), count: funnel.called },
  ]
  const all = steps[0]?.count ?? 0
  const seconds = funnel.median_seconds_to_first_call
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col gap-2">
        {steps.map(({ label, count }) => (
          <li
            key={label}
            className="grid items-center gap-x-3 sm:grid-cols-[14rem_minmax(0,1fr)_8rem]"
          >
            <span>{label}</span>
            <svg aria-hidden viewBox="0 0 100 6" preserveAspectRatio="none" className="h-2 w-full">
              <rect width="100" height="6" className="fill-sunken" />
              <rect
                width={all === 0 ? 0 : (100 * Math.min(count, all)) / all}
                height="6"
                className="fill-accent"
              />
            </svg>
            <span className="tabular-nums sm:text-right">
              {formatNumber(count)}
              {all > 0 && <span className="text-muted"> · {formatShare(count / all)}</span>}
            </span>
          </li>
        ))}
      </ol>
      <p>
        {seconds === null
          ? m.portal_funnel_no_time()
          : m.portal_funnel_time({ time: formatDuration(seconds * 1000) })}
      </p>
      <p className="text-sm text-muted">
        {m.portal_funnel_counted()} <Time at={funnel.counted_at} />
      </p>
    </div>
  )
}
