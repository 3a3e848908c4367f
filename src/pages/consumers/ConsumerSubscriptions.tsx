import { useQuery } from '@tanstack/react-query'
import PlusIcon from 'lucide-react/icons/plus'
import { useState } from 'react'

import { subscriptions } from '~/api/subscriptions'
import { paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { EmptyState } from '~/components/state/EmptyState'
import { Panel } from '~/components/state/Panel'
import { DataTable } from '~/components/table/DataTable'
import { ActionLink } from '~/components/ui/ActionLink'
import { plainName } from '~/components/ui/name-parts'
import type { Consumer } from '~/domain/consumer'
import type { Subscription, SubscriptionStep } from '~/domain/subscription'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { subscriptionColumns } from './subscription-columns'
import { SubscriptionDialog } from './SubscriptionDialog'

const pageSize = 20

export const subscriptionsOf = (consumer: string, page: number) => ({
  consumer_id: consumer,
  sort: '-created_at',
  page,
  page_size: pageSize,
})

/** What this consumer may call, with which key, and every step that gives, changes or takes that away. */
export function ConsumerSubscriptions({
  tenant,
  consumer,
}: {
  tenant: string
  consumer: Consumer
}) {
  const [page, setPage] = useState(1)
  const [asked, ask] = useState<{ step: SubscriptionStep; subscription: Subscription }>()
  const query = useQuery(subscriptions.list(tenant, subscriptionsOf(consumer.id, page)))
  const disabledBecause = useCan('subscriptions:write')
    ? undefined
    : m.consumers_needs_role({ roles: formatList(rolesFor('subscriptions:write')) })
  const subscribe = (
    <ActionLink
      to={paths.newSubscription({ tenant, consumerId: consumer.id })}
      variant="primary"
      icon={PlusIcon}
      disabledBecause={disabledBecause}
    >
      {m.consumers_subscribe()}
    </ActionLink>
  )
  return (
    <>
      <Panel title={m.consumers_subscriptions()} query={query} action={subscribe}>
        {(data) => (
          <DataTable
            rows={data.items}
            columns={subscriptionColumns({
              tenant,
              disabledBecause,
              onStep: (step, subscription) => ask({ step, subscription }),
            })}
            rowKey={(subscription) => subscription.id}
            caption={m.consumers_subscriptions_caption({ name: plainName(consumer.name) })}
            empty={
              <EmptyState
                title={m.consumers_subscriptions_empty()}
                hint={m.consumers_subscriptions_hint()}
              />
            }
            total={data.total}
            page={page}
            pageSize={pageSize}
            onPage={setPage}
            pending={query.isPlaceholderData}
          />
        )}
      </Panel>
      {/* Outside the panel, so that a list that is read again cannot take a key off the screen. */}
      {asked && <SubscriptionDialog {...asked} onClose={() => ask(undefined)} />}
    </>
  )
}
