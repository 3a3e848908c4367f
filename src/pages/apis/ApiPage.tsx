import { useSuspenseQuery } from '@tanstack/react-query'
import CopyIcon from 'lucide-react/icons/copy-plus'
import PencilIcon from 'lucide-react/icons/pencil'
import type { LoaderFunctionArgs } from 'react-router'
import { useState } from 'react'
import { Outlet, useLocation } from 'react-router'

import type { ContractChange } from '~/api/contract-proof'
import { contracts } from '~/api/contracts'
import { policies } from '~/api/policies'
import { lastKnown, start } from '~/api/query-client'
import { subscriptions } from '~/api/subscriptions'
import { param, useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { ActionLink } from '~/components/ui/ActionLink'
import { Name } from '~/components/ui/Name'
import { Page } from '~/components/ui/Page'
import { PageTabs } from '~/features/tabs/PageTabs'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { Lifecycle } from './Lifecycle'
import { subscribersOf } from './ApiSubscriptions'
import { StepProof } from './StepProof'
import { tabs } from './tabs'
import { StatusBadge } from './words'

export async function loader({ params, request }: LoaderFunctionArgs) {
  const tenant = param(params, 'tenant')
  const id = param(params, 'id')
  // The overview's; any other tab asks for its own once it is drawn.
  if (!new URL(request.url).searchParams.has('tab')) {
    start(policies.effective(tenant, id))
    start(subscriptions.list(tenant, subscribersOf(id)))
  }
  return lastKnown(contracts.detail(tenant, id))
}

export function Component() {
  const tenant = useParam('tenant')
  const id = useParam('id')
  const { search } = useLocation()
  const { data: api } = useSuspenseQuery(contracts.detail(tenant, id))
  const [change, setChange] = useState<ContractChange>()
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
          <Lifecycle
            tenant={tenant}
            api={api}
            disabledBecause={disabledBecause}
            onChange={setChange}
          />
          <ActionLink
            to={{ pathname: paths.editApi({ tenant, id }), search }}
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
      {change?.id === id && <StepProof key={change.at} change={change} />}
      {/* The key starts the parts afresh for another API: no answer and no pasted key goes along. */}
      <PageTabs key={id} label={m.apis_tabs()} tabs={tabs} shared={{ tenant, api }} />
      <Outlet />
    </Page>
  )
}
