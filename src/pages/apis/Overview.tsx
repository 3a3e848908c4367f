import type { Contract } from '~/domain/contract'
import { LabLinks } from '~/features/lab-links/LabLinks'
import { ResourceTraffic } from '~/features/traffic/ResourceTraffic'

import { ApiFacts } from './ApiFacts'
import { ApiSubscriptions } from './ApiSubscriptions'
import { BeforePublishing } from './BeforePublishing'
import { EffectivePolicies } from '~/features/policy/EffectivePolicies'

/** What every tab of an API's page is given. */
export interface ApiTabProps {
  tenant: string
  api: Contract
}

/** What the API is, what goes through it, and what holds for its calls. */
export function Overview({ tenant, api }: ApiTabProps) {
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          {api.status === 'draft' && <BeforePublishing tenant={tenant} api={api} />}
          <ApiFacts api={api} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <LabLinks tenant={tenant} api={api.id} />
          <EffectivePolicies tenant={tenant} contract={api.id} />
          <ApiSubscriptions tenant={tenant} api={api} />
        </div>
      </div>
      <ResourceTraffic
        tenant={tenant}
        scope={{ api: api.apiName }}
        marksOf={{ contract: api.id }}
      />
    </div>
  )
}
