import { Link } from 'react-router'

import { paths } from '~/app/paths'
import { Section } from '~/components/ui/Section'
import { m } from '~/i18n/gen/messages'

const stops = [
  { to: paths.dashboard, label: m.app_dashboard },
  { to: paths.apis, label: m.app_apis },
  { to: paths.policies, label: m.app_policies },
  { to: paths.consumers, label: m.app_consumers },
]

/** The four pages that the runbook's first day walks through. */
export function Tour({ tenant }: { tenant: string }) {
  return (
    <Section title={m.onboarding_tour()} description={m.onboarding_tour_about()}>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {stops.map(({ to, label }) => (
          <li key={label()}>
            <Link className="text-accent hover:underline" to={to({ tenant })}>
              {label()}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
