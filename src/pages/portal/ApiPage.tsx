import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'

import { portalApi, type PortalApiDetail } from '~/api/portal-own'
import { queryClient } from '~/api/query-client'
import { param, useParam } from '~/app/params'
import { portalPaths } from '~/app/paths'
import { Badge } from '~/components/ui/Badge'
import { CopyButton } from '~/components/ui/CopyButton'
import { LinkButton } from '~/components/ui/LinkButton'
import { Name } from '~/components/ui/Name'
import { Page } from '~/components/ui/Page'
import { Time } from '~/components/ui/Time'
import { config } from '~/config/config'
import { isOver, subscriptionTo, useOwn } from '~/features/portal/own'
import { FirstSteps } from '~/features/portal/FirstSteps'
import { late, type PageTab, PageTabs } from '~/features/tabs/PageTabs'
import { m } from '~/i18n/gen/messages'

import { About } from './About'

export interface ApiTabProps {
  api: PortalApiDetail
}

const tabs: readonly PageTab<ApiTabProps>[] = [
  { id: 'about', label: m.portal_tab_about, Content: About },
  {
    id: 'operations',
    label: m.openapi_view_title,
    Content: late(async () => (await import('./Operations')).Operations),
  },
  {
    id: 'try',
    label: m.portal_try,
    Content: late(async () => (await import('./TryIt')).TryIt),
  },
]

export function loader({ params }: LoaderFunctionArgs) {
  return queryClient.query(portalApi.detail(param(params, 'id')))
}

/** One published API: what it does, what it costs in limits, its operations, and the way to a key and a first call. */
export function Component() {
  const id = useParam('id')
  const { data: api } = useSuspenseQuery(portalApi.detail(id))
  const { subscriptions } = useOwn()
  const held = subscriptionTo(id, subscriptions.data?.items)
  const isOpen =
    api.auth_type === 'api_key' && api.status === 'published' && (!held || isOver(held.status))
  const address = config().gatewayPublicUrl + api.path
  return (
    <Page
      title={<Name value={api.displayName || api.apiName} />}
      facts={
        <>
          <Badge>{m.portal_version({ version: api.apiVersion })}</Badge>
          {api.status === 'deprecated' && <Badge tone="warn">{m.portal_deprecated()}</Badge>}
          {api.categories.map((category) => (
            <Badge key={category}>{category}</Badge>
          ))}
        </>
      }
      description={
        <span className="inline-flex flex-wrap items-center gap-1 [overflow-wrap:anywhere]">
          {m.portal_path()}: <code>{address}</code>
          <CopyButton value={address} label={m.portal_path()} />
        </span>
      }
      action={
        isOpen ? (
          <LinkButton variant="primary" to={portalPaths.subscribe({ id })}>
            {m.portal_subscribe()}
          </LinkButton>
        ) : undefined
      }
    >
      {api.status === 'deprecated' && (
        <p className="rounded-md border border-warn-line bg-warn-soft px-3 py-2">
          {m.portal_deprecated_text()}{' '}
          {api.sunset_at !== null && (
            <>
              {m.portal_sunset()} <Time at={api.sunset_at} show="absolute" />.
            </>
          )}
        </p>
      )}
      {api.auth_type === 'api_key' && <FirstSteps api={id} />}
      {/* The key starts the parts afresh for another API: no answer and no pasted key goes along. */}
      <PageTabs key={id} label={m.portal_tabs()} tabs={tabs} shared={{ api }} />
      <Outlet />
    </Page>
  )
}
