import type { Policy } from '~/domain/policy'

import { Bindings } from './Bindings'
import { InForce } from './InForce'
import { LimitWhatIf } from './LimitWhatIf'
import { PolicyFacts } from './PolicyFacts'
import { PolicyReach } from './PolicyReach'

export interface PolicyTabProps {
  tenant: string
  policy: Policy
  disabledBecause: string | undefined
}

/** What the policy says, whether the gateway serves by it, what it reaches and what it is bound to. */
export function PolicyOverview({ tenant, policy, disabledBecause }: PolicyTabProps) {
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-5">
        <PolicyFacts policy={policy} />
        <LimitWhatIf tenant={tenant} policy={policy} />
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <InForce tenant={tenant} policy={policy} />
        <PolicyReach tenant={tenant} policy={policy} />
        <Bindings tenant={tenant} policy={policy} disabledBecause={disabledBecause} />
      </div>
    </div>
  )
}
