import { useSuspenseQuery } from '@tanstack/react-query'
import PencilIcon from 'lucide-react/icons/pencil'
import { useState } from 'react'
import type { LoaderFunctionArgs } from 'react-router'
import { Outlet } from 'react-router'

import { policies } from '~/api/policies'
import { queryClient, start } from '~/api/query-client'
import { param, useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { ActionLink } from '~/components/ui/ActionLink'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { Page } from '~/components/ui/Page'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { Bindings, bindingsPage } from './Bindings'
import { DeletePolicy } from './DeletePolicy'
import { EnabledSwitch } from './EnabledSwitch'
import { PolicyFacts } from './PolicyFacts'
import { saying } from './words'

export async function loader({ params }: LoaderFunctionArgs) {
  const tenant = param(params, 'tenant')
  const id = param(params, 'id')
  start(policies.bindings(tenant, id, bindingsPage(1)))
  return queryClient.query(policies.detail(tenant, id))
}

export function Component() {
  const tenant = useParam('tenant')
  const id = useParam('id')
  const { data: policy } = useSuspenseQuery(policies.detail(tenant, id))
  const [isDeleting, setIsDeleting] = useState(false)
  const disabledBecause = useCan('policies:write')
    ? undefined
    : m.policies_needs_role({ roles: formatList(rolesFor('policies:write')) })
  const says = saying(policy)
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
      <div key={id} className="grid items-start gap-5 lg:grid-cols-2">
        <PolicyFacts policy={policy} />
        <Bindings tenant={tenant} policy={policy} disabledBecause={disabledBecause} />
      </div>
      {isDeleting && (
        <DeletePolicy tenant={tenant} policy={policy} onClose={() => setIsDeleting(false)} />
      )}
      <Outlet />
    </Page>
  )
}
