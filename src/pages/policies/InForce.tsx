import { useQuery } from '@tanstack/react-query'

import type { PolicyEnforcement } from '~/api/policy-effects'
import { policyEffects } from '~/api/policy-effects'
import { Panel } from '~/components/state/Panel'
import { Button } from '~/components/ui/Button'
import { Time } from '~/components/ui/Time'
import type { Policy } from '~/domain/policy'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  policy: Policy
}

/** What the gateway itself says that it serves by: asked when the page opens and after every change. */
export function InForce({ tenant, policy }: Props) {
  const query = useQuery(policyEffects.enforcement(tenant, policy.id))
  return (
    <Panel
      title={m.policies_gateway()}
      description={m.policies_gateway_description()}
      query={query}
      action={
        <Button size="sm" pending={query.isFetching} onClick={() => void query.refetch()}>
          {m.policies_gateway_ask()}
        </Button>
      }
    >
      {(answer) => <Answer answer={answer} isEnabled={policy.enabled} />}
    </Panel>
  )
}

const refusals: Record<Exclude<PolicyEnforcement['state'], 'held'>, () => string> = {
  differs: m.policies_gateway_differs,
  absent: m.policies_gateway_absent,
  unreachable: m.policies_gateway_unreachable,
  off: m.policies_gateway_off,
}

function Answer({ answer, isEnabled }: { answer: PolicyEnforcement; isEnabled: boolean }) {
  const { state, held_since, config_version, asked_at, is_enforced_type } = answer
  if (state !== 'held')
    return (
      <p className={state === 'off' ? 'text-muted' : 'text-bad'}>
        {/* A state of a newer server is shown as it is. */}
        {refusals[state]?.() ?? state} {m.policies_gateway_asked()}{' '}
        <Time at={asked_at} show="absolute" />
      </p>
    )
  return (
    <div className="flex flex-col gap-1">
      <p className={isEnabled && is_enforced_type === true ? 'text-ok' : 'text-warn'}>
        {is_enforced_type === true
          ? isEnabled
            ? m.policies_gateway_in_force()
            : m.policies_gateway_disabled()
          : m.policies_gateway_ignored()}{' '}
        {held_since !== null && <Time at={held_since} show="absolute" />}
      </p>
      <p className="text-sm text-muted">
        {m.policies_gateway_evidence({
          version: config_version === null ? '—' : String(config_version),
        })}{' '}
        <Time at={asked_at} show="absolute" />
      </p>
    </div>
  )
}
