import { Section } from '~/components/ui/Section'
import { countOf } from '~/domain/runbook/day-2'
import type { PolicyFacts, Probes } from '~/domain/runbook/probes'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** What the installation has already: it counts, and nothing of it has to be made twice. */
export function Existing({ probes }: { probes: Probes }) {
  const found = foundIn(probes).filter(({ count }) => count > 0)
  if (found.length === 0) return null
  return (
    <Section title={m.onboarding_existing()} description={m.onboarding_existing_hint()}>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {found.map(({ text, count }) => (
          <li key={text({ count: '' })}>{text({ count: formatNumber(count) })}</li>
        ))}
      </ul>
    </Section>
  )
}

const foundIn = ({ apis, policies, consumers, rules }: Probes) => [
  {
    text: m.onboarding_existing_apis,
    count: apis.state === 'answered' ? countOf({ apis }, 0) : 0,
  },
  {
    text: m.onboarding_existing_policies,
    count: policies.state === 'answered' ? enabledIn(policies.value) : 0,
  },
  {
    text: m.onboarding_existing_consumers,
    count: consumers.state === 'answered' ? (consumers.total ?? consumers.value.length) : 0,
  },
  {
    text: m.onboarding_existing_rules,
    count: rules.state === 'answered' ? rules.value.length : 0,
  },
]

/** The server counted them by type. */
function enabledIn(policies: readonly PolicyFacts[]): number {
  const byType = new Map(
    policies.filter(({ isEnabled }) => isEnabled).map(({ type, among = 1 }) => [type, among]),
  )
  return [...byType.values()].reduce((sum, count) => sum + count, 0)
}
