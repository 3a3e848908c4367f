import { useQuery } from '@tanstack/react-query'
import PlusIcon from 'lucide-react/icons/plus'
import { useState } from 'react'
import { Link } from 'react-router'

import { gatewayState } from '~/api/gateway-state'
import { subscriptions } from '~/api/subscriptions'
import { text, useSearch } from '~/app/params'
import { isId, paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { EmptyState } from '~/components/state/EmptyState'
import { FailureNote } from '~/components/state/FailureNote'
import { Panel } from '~/components/state/Panel'
import { DataTable } from '~/components/table/DataTable'
import { ActionLink } from '~/components/ui/ActionLink'
import { plainName } from '~/components/ui/name-parts'
import type { Consumer } from '~/domain/consumer'
import type { Subscription, SubscriptionStep } from '~/domain/subscription'
import { type Change, ChangeProof } from '~/features/subscriptions/ChangeProof'
import { SubscriptionDialog } from '~/features/subscriptions/SubscriptionDialog'
import { useKeyUse } from '~/features/subscriptions/use-key-use'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { subscriptionColumns } from './subscription-columns'

const pageSize = 20
/** The one that a link from elsewhere is about; without it, all are listed. */
const searchSchema = { subscription: text('') }

interface Asked {
  step: SubscriptionStep | 'cut-over'
  subscription: Subscription
}

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
  const [{ subscription: chosen }] = useSearch(searchSchema)
  const [asked, ask] = useState<Asked>()
  const [change, setChange] = useState<Change>()
  const disabledBecause = useCan('subscriptions:write')
    ? undefined
    : m.consumers_needs_role({ roles: formatList(rolesFor('subscriptions:write')) })
  const shared: ShownProps = {
    tenant,
    consumer,
    disabledBecause,
    onStep: (step, subscription) => ask({ step, subscription }),
  }
  return (
    <>
      {change && <ChangeProof change={change} />}
      {isId(chosen) ? <Chosen key={chosen} {...shared} id={chosen} /> : <All {...shared} />}
      {/* Outside the panel, so that a list that is read again cannot take a key off the screen. */}
      {asked && (
        <SubscriptionDialog
          {...asked}
          disabledBecause={disabledBecause}
          onClose={() => ask(undefined)}
          onDone={(sentence) => setChange({ at: Date.now(), sentence })}
        />
      )}
    </>
  )
}

interface ShownProps {
  tenant: string
  consumer: Consumer
  disabledBecause: string | undefined
  onStep: (step: Asked['step'], subscription: Subscription) => void
}

function All(shared: ShownProps) {
  const { tenant, consumer, disabledBecause } = shared
  const [page, setPage] = useState(1)
  const query = useQuery(subscriptions.list(tenant, subscriptionsOf(consumer.id, page)))
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
    <Panel title={m.consumers_subscriptions()} query={query} action={subscribe}>
      {(data) => (
        <SubscriptionTable
          {...shared}
          data={data}
          page={page}
          pending={query.isPlaceholderData}
          onPage={setPage}
        />
      )}
    </Panel>
  )
}

/** The one alone, so that it is found at once however many there are. */
function Chosen({ id, ...shared }: ShownProps & { id: string }) {
  const { tenant, consumer } = shared
  const query = useQuery(subscriptions.detail(tenant, id))
  const all = (
    <Link to={paths.consumer({ tenant, id: consumer.id })} className="text-accent hover:underline">
      {m.consumers_subscriptions_all()}
    </Link>
  )
  return (
    <Panel title={m.consumers_subscription_one()} query={query} action={all}>
      {(subscription) => {
        // The address may name somebody else's: that one is not drawn under this consumer's name.
        const items = subscription.consumer_id === consumer.id ? [subscription] : []
        return <SubscriptionTable {...shared} data={{ items }} />
      }}
    </Panel>
  )
}

interface TableProps extends ShownProps {
  data: { items: Subscription[]; total?: number }
  page?: number
  pending?: boolean
  onPage?: (page: number) => void
}

function SubscriptionTable(props: TableProps) {
  const { tenant, consumer, data, disabledBecause, onStep, ...paging } = props
  const use = useKeyUse(tenant, consumer.external_id)
  const gateway = useQuery(gatewayState.current())
  return (
    <>
      <DataTable
        rows={data.items}
        columns={subscriptionColumns({
          tenant,
          disabledBecause,
          use,
          gateway: gateway.data,
          onStep,
        })}
        rowKey={(subscription) => subscription.id}
        caption={m.consumers_subscriptions_caption({ name: plainName(consumer.name) })}
        empty={
          <EmptyState
            title={m.consumers_subscriptions_empty()}
            hint={m.consumers_subscriptions_hint()}
          />
        }
        {...(data.total !== undefined && { total: data.total, pageSize })}
        {...paging}
      />
      {use.failure && data.items.length > 0 && (
        <div className="mt-3 flex flex-col gap-2">
          <p className="text-warn">{m.subscriptions_use_failed()}</p>
          <FailureNote failure={use.failure} />
        </div>
      )}
    </>
  )
}
