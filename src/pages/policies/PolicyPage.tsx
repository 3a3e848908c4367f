import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import PencilIcon from 'lucide-react/icons/pencil'
import { useState } from 'react'
import type { LoaderFunctionArgs } from 'react-router'
import { Outlet } from 'react-router'

import { policies } from '~/api/policies'
import { lastKnown, start } from '~/api/query-client'
import { param, useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { ActionLink } from '~/components/ui/ActionLink'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { Page } from '~/components/ui/Page'
import { PageTabs } from '~/features/tabs/PageTabs'
import { LabLinks } from '~/features/lab-links/LabLinks'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { bindingsPage } from './Bindings'
import { DeletePolicy } from './DeletePolicy'
import { EnabledSwitch } from './EnabledSwitch'
import { tabs } from './tabs'
import { saying } from './words'

export async function loader({ params }: LoaderFunctionArgs) {
  const tenant = param(params, 'tenant')
  const id = param(params, 'id')
  start(policies.bindings(tenant, id, bindingsPage(1)))
  return lastKnown(policies.detail(tenant, id))
}

export function Component() {
  const tenant = useParam('tenant')
  const id = useParam('id')
  const { data: policy } = useSuspenseQuery(policies.detail(tenant, id))
  const api = useSoleApi(tenant, id)
  const [isDeleting, setIsDeleting] = useState(false)
  const disabledBecause = useCan('policies:write')
    ? undefined
    : m.policies_needs_role({ roles: formatList(rolesFor('policies:write')) })
  const says = saying(policy.policy_type, policy.config)
  return (
    <Page
      title={<Name value={policy.name} />}
      description={says === undefined ? undefined : <Name value={says} />}
      facts={<EnabledSwitch tenant={tenant} policy={policy} disabledBecause={disabledBecause} />}
      action={
        <>
          <Button
            variant="danger"
            disabled={disabledBecause !== undefined}
            title={disabledBecause}
            onClick={() => setIsDeleting(true)}
          >
            {m.policies_delete()}
          </Button>
          <ActionLink
            to={paths.editPolicy({ tenant, id })}
            icon={PencilIcon}
            variant="primary"
            disabledBecause={disabledBecause}
          >
            {m.policies_edit()}
          </ActionLink>
        </>
      }
    >
      <LabLinks tenant={tenant} policy={policy} {...(api !== undefined && { api })} />
      <PageTabs
        key={id}
        label={m.policies_tabs()}
        tabs={tabs}
        shared={{ tenant, policy, disabledBecause }}
      />
      {isDeleting && (
        <DeletePolicy tenant={tenant} policy={policy} onClose={() => setIsDeleting(false)} />
      )}
      <Outlet />
    </Page>
  )
}

/** The one API that the policy is bound to: where it is proven without asking which. */
function useSoleApi(tenant: string, id: string): string | undefined {
  const { data } = useQuery(policies.bindings(tenant, id, bindingsPage(1)))
  const [only, ...others] = data?.items ?? []
  return others.length === 0 ? (only?.contract_id ?? undefined) : undefined
}
