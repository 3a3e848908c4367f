import { paths } from '~/app/paths'
import { LinkButton } from '~/components/ui/LinkButton'
import type { Day } from '~/domain/runbook/step'
import { m } from '~/i18n/gen/messages'

const troubles: Record<Day, readonly (() => string)[]> = {
  1: [m.onboarding_trouble_network, m.onboarding_trouble_token],
  2: [m.onboarding_trouble_502, m.onboarding_trouble_network],
  3: [m.onboarding_trouble_cors, m.onboarding_trouble_token],
  4: [m.onboarding_trouble_502, m.onboarding_trouble_token],
  5: [m.onboarding_trouble_metrics, m.onboarding_trouble_network],
  6: [m.onboarding_trouble_alert, m.onboarding_trouble_metrics],
  7: [m.onboarding_trouble_restart, m.onboarding_trouble_network],
}

/** The day's most common faults and what to do about each. */
export function Trouble({ tenant, day }: { tenant: string; day: Day }) {
  return (
    <details className="rounded-lg border border-line bg-surface px-4 py-3">
      <summary className="cursor-pointer font-medium">{m.onboarding_trouble()}</summary>
      <ul className="mt-2 flex max-w-[80ch] list-disc flex-col gap-2 pl-5">
        {troubles[day].map((trouble) => (
          <li key={trouble()}>{trouble()}</li>
        ))}
      </ul>
      <p className="mt-3" data-print="never">
        <LinkButton size="sm" to={paths.doctor({ tenant })}>
          {m.onboarding_doctor()}
        </LinkButton>
      </p>
    </details>
  )
}
