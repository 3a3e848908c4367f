import { useSuspenseQuery } from '@tanstack/react-query'
import CopyIcon from 'lucide-react/icons/copy-plus'
import PencilIcon from 'lucide-react/icons/pencil'
import type { LoaderFunctionArgs } from 'react-router'
import { Outlet } from 'react-router'

import { contracts } from '~/api/contracts'
import { policies } from '~/api/policies'
import { queryClient, start } from '~/api/query-client'
import { subscriptions } from '~/api/subscriptions'
import { param, useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { ActionLink } from '~/components/ui/ActionLink'
import { Name } from '~/components/ui/Name'
import { Page } from '~/components/ui/Page'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { ApiFacts } from './ApiFacts'
import { ApiSubscriptions, subscribersOf } from './ApiSubscriptions'
import { ApiTraffic } from './ApiTraffic'
import { ApiVersions } from './ApiVersions'
import { BeforePublishing } from './BeforePublishing'
import { EffectivePolicies } from './EffectivePolicies'
import { Lifecycle } from './Lifecycle'
import { TestCall } from './TestCall'
import { StatusBadge } from './words'

export async function loader({ params }: LoaderFunctionArgs) {
  const tenant = param(params, 'tenant')
  const id = param(params, 'id')
  start(policies.effective(tenant, id))
  start(subscriptions.list(tenant, subscribersOf(id)))
  return queryClient.query(contracts.detail(tenant, id))
}

export function Component() {
  const tenant = useParam('tenant')
  const id = useParam('id')
  const { data: api } = useSuspenseQuery(contracts.detail(tenant, id))
  const disabledBecause = useCan('contracts:write')
    ? undefined
    : m.apis_needs_role({ roles: formatList(rolesFor('contracts:write')) })
  return (
    <Page
      title={<Name value={api.displayName || api.apiName} />}
      description={api.description === '' ? undefined : <Name value={api.description} />}
      facts={<StatusBadge status={api.status} />}
      action={
        <>
          <Lifecycle tenant={tenant} api={api} disabledBecause={disabledBecause} />
          <ActionLink
            to={paths.editApi({ tenant, id })}
            icon={PencilIcon}
            disabledBecause={disabledBecause}
          >
            {m.apis_edit()}
          </ActionLink>
          <ActionLink
            to={paths.newApi({ tenant, from: id })}
            icon={CopyIcon}
            disabledBecause={disabledBecause}
          >
            {m.apis_clone()}
          </ActionLink>
        </>
      }
    >
      {/* The key starts the parts afresh for another API: no answer and no pasted key goes along. */}
      <div key={id} className="grid items-start gap-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          {api.status === 'draft' && <BeforePublishing tenant={tenant} api={api} />}
          <ApiFacts api={api} />
          <ApiTraffic tenant={tenant} api={api.apiName} />
          <EffectivePolicies tenant={tenant} contract={id} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <TestCall api={api} />
          <ApiSubscriptions tenant={tenant} api={id} />
          <ApiVersions tenant={tenant} api={api} />
        </div>
      </div>
      <Outlet />
    </Page>
  )
}
