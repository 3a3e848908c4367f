import { ResourceTraffic } from '~/features/traffic/ResourceTraffic'

import type { PolicyTabProps } from './PolicyOverview'
import { ScopeChoice } from './ScopeChoice'

/** The traffic that the policy governs, with each of its changes as a mark. */
export function PolicyTraffic({ tenant, policy }: PolicyTabProps) {
  return (
    <ScopeChoice tenant={tenant} policy={policy}>
      {(scope) => <ResourceTraffic tenant={tenant} scope={scope} marksOf={{ policy: policy.id }} />}
    </ScopeChoice>
  )
}
