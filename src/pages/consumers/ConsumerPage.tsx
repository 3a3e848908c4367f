import { useSuspenseQuery } from '@tanstack/react-query'
import PencilIcon from 'lucide-react/icons/pencil'
import type { LoaderFunctionArgs } from 'react-router'
import { Outlet } from 'react-router'

import { consumers } from '~/api/consumers'
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

import { ConsumerActions } from './ConsumerActions'
import { ConsumerSubscriptions, subscriptionsOf } from './ConsumerSubscriptions'
import { Profile } from './Profile'
import { StatusBadge, statusLabel } from './words'

export async function loader({ params }: LoaderFunctionArgs) {
  const tenant = param(params, 'tenant')
  const id = param(params, 'id')
  start(subscriptions.list(tenant, subscriptionsOf(id, 1)))
  return queryClient.query(consumers.detail(tenant, id))
}

export function Component() {
  const tenant = useParam('tenant')
  const id = useParam('id')
  const { data: consumer } = useSuspenseQuery(consumers.detail(tenant, id))
  const disabledBecause = useCan('consumers:write')
    ? undefined
    : m.consumers_needs_role({ roles: formatList(rolesFor('consumers:write')) })
  const { status, status_reason: reason } = consumer
  return (
    <Page
      title={<Name value={consumer.name} />}
      description={consumer.description === '' ? undefined : <Name value={consumer.description} />}
      facts={<StatusBadge status={status} />}
      action={
        <>
          <ConsumerActions tenant={tenant} consumer={consumer} disabledBecause={disabledBecause} />
          <ActionLink
            to={paths.editConsumer({ tenant, id })}
            icon={PencilIcon}
            disabledBecause={disabledBecause}
          >
            {m.consumers_edit()}
          </ActionLink>
        </>
      }
    >
      {reason !== null && (
        <p className="rounded-md border border-warn-line bg-warn-soft px-3 py-2">
          <Name value={m.consumers_status_because({ status: statusLabel(status), reason })} />
        </p>
      )}
      <div key={id} className="flex flex-col gap-5">
        <Profile consumer={consumer} />
        <ConsumerSubscriptions tenant={tenant} consumer={consumer} />
      </div>
      <Outlet />
    </Page>
  )
}
