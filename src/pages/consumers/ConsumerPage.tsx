import { useSuspenseQuery } from '@tanstack/react-query'
import PencilIcon from 'lucide-react/icons/pencil'
import { useState } from 'react'
import type { LoaderFunctionArgs } from 'react-router'
import { Outlet } from 'react-router'

import { consumers } from '~/api/consumers'
import { lastKnown, start } from '~/api/query-client'
import { subscriptions } from '~/api/subscriptions'
import { param, useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { ActionLink } from '~/components/ui/ActionLink'
import { Name } from '~/components/ui/Name'
import { Page } from '~/components/ui/Page'
import { type Change, ChangeProof } from '~/features/subscriptions/ChangeProof'
import { PageTabs } from '~/features/tabs/PageTabs'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { ConsumerActions } from './ConsumerActions'
import { subscriptionsOf } from './ConsumerSubscriptions'
import { tabs } from './tabs'
import { StatusBadge, statusLabel } from './words'

export async function loader({ params, request }: LoaderFunctionArgs) {
  const tenant = param(params, 'tenant')
  const id = param(params, 'id')
  // The overview's; any other tab, and a single subscription, ask for their own once they are drawn.
  const { searchParams } = new URL(request.url)
  if (!searchParams.has('tab') && !searchParams.has('subscription'))
    start(subscriptions.list(tenant, subscriptionsOf(id, 1)))
  return lastKnown(consumers.detail(tenant, id))
}

export function Component() {
  const tenant = useParam('tenant')
  const id = useParam('id')
  const { data: consumer } = useSuspenseQuery(consumers.detail(tenant, id))
  const disabledBecause = useCan('consumers:write')
    ? undefined
    : m.consumers_needs_role({ roles: formatList(rolesFor('consumers:write')) })
  const [change, setChange] = useState<Change & { of: string }>()
  const { status, status_reason: reason } = consumer
  return (
    <Page
      title={<Name value={consumer.name} />}
      description={consumer.description === '' ? undefined : <Name value={consumer.description} />}
      facts={<StatusBadge status={status} />}
      action={
        <>
          <ConsumerActions
            tenant={tenant}
            consumer={consumer}
            disabledBecause={disabledBecause}
            onDone={(sentence) => setChange({ at: Date.now(), sentence, of: id })}
          />
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
      {change?.of === id && <ChangeProof change={change} />}
      {reason !== null && (
        <p className="rounded-md border border-warn-line bg-warn-soft px-3 py-2">
          <Name value={m.consumers_status_because({ status: statusLabel(status), reason })} />
        </p>
      )}
      {/* The key starts the parts afresh for another consumer. */}
      <PageTabs key={id} label={m.consumers_tabs()} tabs={tabs} shared={{ tenant, consumer }} />
      <Outlet />
    </Page>
  )
}
