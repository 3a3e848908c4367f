import { useQuery } from '@tanstack/react-query'

import { portalOwn, type PortalUsage } from '~/api/portal-own'
import { oneOf, useSearch } from '~/app/params'
import { portalPaths } from '~/app/paths'
import { EmptyState } from '~/components/state/EmptyState'
import { Panel } from '~/components/state/Panel'
import { LinkButton } from '~/components/ui/LinkButton'
import { Time } from '~/components/ui/Time'
import { Choice } from '~/features/portal/Choice'
import { SignedIn } from '~/features/portal/SignedIn'
import { m } from '~/i18n/gen/messages'

import { UsageOfApi } from './UsageOfApi'

const ranges = ['hour', 'day', 'week', 'month'] as const
const secondsOf = { hour: 3_600, day: 86_400, week: 604_800, month: 2_592_000 }
const words = {
  hour: m.portal_range_hour,
  day: m.portal_range_day,
  week: m.portal_range_week,
  month: m.portal_range_month,
}
const searchSchema = { range: oneOf(ranges, 'day') }

/** What the developer's own keys were used for, as it was measured. */
export function Component() {
  return (
    <SignedIn title={m.portal_usage_title()} description={m.portal_usage_text()}>
      <Usage />
    </SignedIn>
  )
}

function Usage() {
  const [{ range }, setSearch] = useSearch(searchSchema)
  const query = useQuery(portalOwn.usage(secondsOf[range]))
  return (
    <Panel
      title={m.portal_usage_title()}
      query={query}
      action={
        <Choice
          label={m.portal_range()}
          value={range}
          options={ranges.map((value) => ({ value, label: words[value]() }))}
          onChange={(next) => setSearch({ range: next })}
        />
      }
    >
      {(usage) => <Report usage={usage} />}
    </Panel>
  )
}

function Report({ usage }: { usage: PortalUsage }) {
  if (usage.apis.length === 0)
    return (
      <EmptyState
        title={m.portal_usage_empty()}
        hint={m.portal_usage_empty_hint()}
        action={<LinkButton to={portalPaths.catalog()}>{m.portal_to_catalog()}</LinkButton>}
      />
    )
  return (
    <div className="flex flex-col gap-3">
      {usage.state === 'unavailable' && (
        <p role="alert" className="rounded-md border border-warn-line bg-warn-soft px-3 py-2">
          {m.portal_usage_unavailable()}
        </p>
      )}
      <p className="text-sm text-muted">
        <Time at={usage.from} show="absolute" /> – <Time at={usage.to} show="absolute" />
      </p>
      <ul className="grid gap-3 lg:grid-cols-2">
        {usage.apis.map((one) => (
          <UsageOfApi key={one.subscription_id} usage={one} />
        ))}
      </ul>
    </div>
  )
}
