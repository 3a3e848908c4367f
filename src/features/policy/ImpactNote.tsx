import { useQuery } from '@tanstack/react-query'

import { policyEffects } from '~/api/policy-effects'
import { FailureNote } from '~/components/state/FailureNote'
import { Skeleton } from '~/components/state/Skeleton'
import { Name } from '~/components/ui/Name'
import type { PolicyImpact } from '~/domain/effective'
import { visibleJson } from '~/domain/curl'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  id: string
  question: {
    change: 'enable' | 'disable' | 'delete' | 'bind' | 'unbind'
    binding_id?: string
    contract_id?: string
    consumer_id?: string
  }
}

/** What a change of a policy would change, counted by the server over the tenant's APIs: who loses it, who takes over. */
export function ImpactNote({ tenant, id, question }: Props) {
  const query = useQuery(policyEffects.impact(tenant, id, question))
  if (query.error) return <FailureNote failure={query.error} onRetry={() => void query.refetch()} />
  return query.data === undefined ? <Skeleton lines={3} /> : <Counted impact={query.data} />
}

/** More than this are counted, not listed. */
const MOST_SHOWN = 8

function Counted({ impact }: { impact: PolicyImpact }) {
  const { changed, unprotected, newly_covered, taken_over_by, items } = impact
  if (changed === 0) return <p>{m.policies_impact_none()}</p>
  const number = formatNumber
  return (
    <div className="flex flex-col gap-2">
      {unprotected > 0 && (
        <p className="font-medium text-bad">
          {m.policies_impact_unprotected({ count: unprotected, number: number(unprotected) })}
        </p>
      )}
      {newly_covered > 0 && (
        <p className="font-medium text-warn">
          {m.policies_impact_covered({ count: newly_covered, number: number(newly_covered) })}
        </p>
      )}
      {taken_over_by.map((other) => (
        <p key={other.policy_id}>
          <Name value={other.policy_name} />{' '}
          {m.policies_impact_takes_over({ count: other.apis, number: number(other.apis) })}
        </p>
      ))}
      <ul className="list-disc pl-5 text-sm">
        {items.slice(0, MOST_SHOWN).map((item) => (
          <li key={`${item.contract_id} ${item.consumer_id}`}>
            <Name value={item.api} />
            {item.consumer !== null && (
              <>
                {' · '}
                <Name value={item.consumer} />
              </>
            )}
            {': '}
            <Config value={item.before} /> → <Config value={item.after} />
          </li>
        ))}
      </ul>
      {changed > MOST_SHOWN && (
        <p className="text-sm text-muted">
          {m.policies_impact_more({ shown: number(MOST_SHOWN), total: number(changed) })}
        </p>
      )}
    </div>
  )
}

function Config({ value }: { value: Record<string, unknown> | null }) {
  if (value === null) return m.policies_impact_no_rule()
  return (
    <code className="text-xs">
      <Name value={visibleJson(value, 0)} />
    </code>
  )
}
