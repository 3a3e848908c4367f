import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'

import { policyEffects } from '~/api/policy-effects'
import { paths } from '~/app/paths'
import { Panel } from '~/components/state/Panel'
import { Name } from '~/components/ui/Name'
import { isShadowed, type PolicyImpact } from '~/domain/effective'
import type { Policy } from '~/domain/policy'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { coverage } from './words'

interface Props {
  tenant: string
  policy: Policy
}

/** What the policy reaches, counted, and where another one decides in its place. */
export function PolicyReach({ tenant, policy }: Props) {
  const query = useQuery(policyEffects.impact(tenant, policy.id, { change: 'delete' }))
  return (
    <Panel title={m.policies_reach()} description={m.policies_reach_description()} query={query}>
      {(impact) => <Reach tenant={tenant} policy={policy} impact={impact} />}
    </Panel>
  )
}

function Reach({ tenant, policy, impact }: Props & { impact: PolicyImpact }) {
  const { apis_total, apis_covered, apis_won, consumers_covered, overruled_by } = impact
  const counts = {
    covered: formatNumber(apis_covered),
    total: formatNumber(apis_total),
    won: formatNumber(apis_won),
  }
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium">
        {policy.binding_count === 0
          ? m.policies_reach_unbound({ all: coverage(policy, apis_total) })
          : m.policies_reach_bound(counts)}
      </p>
      {consumers_covered > 0 && (
        <p>
          {m.policies_reach_consumers({
            count: consumers_covered,
            number: formatNumber(consumers_covered),
          })}
        </p>
      )}
      {isShadowed(impact) ? (
        <p
          role="note"
          className="rounded-md border border-warn-line bg-warn-soft px-3 py-2 text-warn"
        >
          {m.policies_reach_never()}
        </p>
      ) : (
        <p>{policy.enabled ? m.policies_reach_wins(counts) : m.policies_reach_would_win(counts)}</p>
      )}
      {overruled_by.length > 0 && (
        <ul className="list-disc pl-5">
          {overruled_by.map((other) => (
            <li key={other.policy_id}>
              <Link
                className="text-accent hover:underline"
                to={paths.policy({ tenant, id: other.policy_id })}
              >
                <Name value={other.policy_name} />
              </Link>{' '}
              {m.policies_reach_overrules({ count: other.apis, number: formatNumber(other.apis) })}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
