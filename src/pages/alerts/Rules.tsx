import { useQuery } from '@tanstack/react-query'
import MissingIcon from 'lucide-react/icons/file-x-2'

import { alerts } from '~/api/alerts'
import { useMe } from '~/auth/permissions'
import { EmptyState } from '~/components/state/EmptyState'
import { Panel } from '~/components/state/Panel'
import { Badge } from '~/components/ui/Badge'
import { runbookRules } from '~/domain/runbook/day-6'
import type { AlertingRule } from '~/domain/alert-rule'
import type { Silence } from '~/domain/silence'
import { measuredOnly } from '~/features/traffic/measured-only'
import { m } from '~/i18n/gen/messages'

import { RuleRow } from './RuleRow'
import { needWords, PLATFORM_ROLE } from './words'

interface Props {
  tenant: string
  silences: readonly Silence[]
  silenceDisabledBecause: string | undefined
}

/** Firing first, then what is about to, then what cannot be told. */
const ORDER = ['firing', 'pending', 'unknown', 'inactive']

const inOrder = (rules: readonly AlertingRule[]) =>
  rules.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))

/** The rules that Prometheus has loaded, each with what it sees now; and those of the three that are not there. */
export function Rules({ tenant, silences, silenceDisabledBecause }: Props) {
  const rules = measuredOnly(useQuery(alerts.rules(tenant)))
  const isConfined = !useMe().roles.includes(PLATFORM_ROLE)
  return (
    <Panel
      title={m.alerts_rules()}
      description={isConfined ? m.alerts_rules_confined() : m.alerts_rules_hint()}
      query={rules}
    >
      {(all) => (
        <>
          {all.length === 0 && (
            <EmptyState title={m.alerts_rules_none()} hint={m.alerts_rules_none_hint()} />
          )}
          <ul className="flex flex-col divide-y divide-line">
            {inOrder(all).map((rule, place) => (
              <RuleRow
                key={`${rule.name} ${rule.query} ${place}`}
                {...{ tenant, rule, silences, isConfined, silenceDisabledBecause }}
              />
            ))}
            {runbookRules
              .filter((name) => !all.some((rule) => rule.name === name))
              .map((name) => (
                <MissingRule key={name} name={name} />
              ))}
          </ul>
        </>
      )}
    </Panel>
  )
}

/** One of the three rules of the runbook is not loaded: nobody would be told. */
function MissingRule({ name }: { name: (typeof runbookRules)[number] }) {
  return (
    <li className="flex flex-col gap-1 py-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone="bad" icon={MissingIcon}>
          {m.alerts_rule_missing()}
        </Badge>
        <span className="font-medium">{name}</span>
      </p>
      <p className="text-muted">
        {needWords[name]()}{' '}
        <a href="#rule-file" className="text-accent underline underline-offset-2">
          {m.alerts_rule_missing_mend()}
        </a>
      </p>
    </li>
  )
}
