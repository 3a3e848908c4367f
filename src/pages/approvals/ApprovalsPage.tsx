import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LoaderFunctionArgs } from 'react-router'

import { approvals, type Decision } from '~/api/approvals'
import { start } from '~/api/query-client'
import { param, readSearch, useParam, useSearch, whole } from '~/app/params'
import { rolesFor, useCan } from '~/auth/permissions'
import { EmptyState } from '~/components/state/EmptyState'
import { QueryTable } from '~/components/table/QueryTable'
import { useSelection } from '~/components/table/selection'
import { plainName } from '~/components/ui/name-parts'
import { Page } from '~/components/ui/Page'
import type { Subscription } from '~/domain/subscription'
import { type Change, ChangeProof } from '~/features/subscriptions/ChangeProof'
import { SubscriptionDialog } from '~/features/subscriptions/SubscriptionDialog'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { columnsOf } from './columns'
import { DecideMany } from './DecideMany'
import { DeveloperFunnel } from './DeveloperFunnel'

const pageSize = 50
const searchSchema = { page: whole(1) }

export function loader({ params, request }: LoaderFunctionArgs) {
  const { page } = readSearch(request, searchSchema)
  start(approvals.list(param(params, 'tenant'), page, pageSize))
  return null
}

/** Who asked for access and waits: one decision at a time, or many. */
export function Component() {
  const tenant = useParam('tenant')
  const [{ page }, setSearch] = useSearch(searchSchema)
  const [asked, ask] = useState<{ step: Decision; subscription: Subscription }>()
  const [change, setChange] = useState<Change>()
  const query = useQuery(approvals.list(tenant, page, pageSize))
  const disabledBecause = useCan('subscriptions:write')
    ? undefined
    : m.consumers_needs_role({ roles: formatList(rolesFor('subscriptions:write')) })
  const selection = useSelection<Subscription>(tenant, {
    rowKey: ({ id }) => id,
    labelOf: (one) => m.approvals_choose({ name: plainName(one.consumer_name), api: one.api_name }),
  })
  const onDone = (sentence: string) => setChange({ at: Date.now(), sentence })
  return (
    <Page title={m.approvals_title()} description={m.approvals_description()}>
      {change && <ChangeProof change={change} />}
      <DecideMany
        tenant={tenant}
        selection={selection}
        total={query.data?.total ?? 0}
        disabledBecause={disabledBecause}
      />
      <QueryTable
        query={query}
        columns={columnsOf({
          tenant,
          disabledBecause,
          onDecide: (step, subscription) => ask({ step, subscription }),
        })}
        rowKey={({ id }) => id}
        caption={m.approvals_caption()}
        selection={selection}
        page={page}
        pageSize={pageSize}
        onPage={(next) => setSearch({ page: next })}
        empty={<EmptyState title={m.approvals_empty()} hint={m.approvals_empty_hint()} />}
      />
      <DeveloperFunnel tenant={tenant} />
      {asked && <SubscriptionDialog {...asked} onClose={() => ask(undefined)} onDone={onDone} />}
    </Page>
  )
}
