import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'

import type { PortalApi } from '~/api/portal'
import { portal } from '~/api/portal'
import { EmptyState } from '~/components/state/EmptyState'
import { FailureNote } from '~/components/state/FailureNote'
import { Skeleton } from '~/components/state/Skeleton'
import { Badge } from '~/components/ui/Badge'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { Page } from '~/components/ui/Page'
import { config } from '~/config/config'
import { m } from '~/i18n/gen/messages'
import { useLocale } from '~/i18n/locale'

import { Logo } from '../shell/Logo'
import { Preferences } from '../shell/Preferences'
import { signUp } from './sign-up'

/** A page of the contract's largest size; whoever publishes more is told so by the count. */
const PAGE_SIZE = 100

/** The portal's front page: what is published, and the way to an account. */
export function Catalog({ hasRegistered }: { hasRegistered: boolean }) {
  useLocale()
  const title = m.portal_name()
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <>
      <header className="flex min-h-12 items-center justify-between gap-2 border-b border-line bg-surface px-4 sm:px-6">
        <p className="flex items-center gap-2 font-semibold">
          <Logo />
          {title}
        </p>
        <span className="flex gap-1">
          <Preferences />
        </span>
      </header>
      <main>
        <Page title={m.portal_title()} description={m.portal_text()} action={<SignUp />}>
          {hasRegistered && (
            <output className="rounded-md border border-info-line bg-info-soft px-3 py-2">
              {m.portal_registered()}
            </output>
          )}
          <Apis />
        </Page>
      </main>
    </>
  )
}

function SignUp() {
  const registration = useMutation({ mutationFn: signUp })
  return (
    <div className="flex flex-col items-end gap-1">
      <Button
        variant="primary"
        pending={registration.isPending}
        onClick={() => registration.mutate()}
      >
        {m.portal_sign_up()}
      </Button>
      {(registration.data === false || registration.isError) && (
        <p role="alert" className="max-w-72 text-right text-sm text-bad">
          {m.portal_identity_down({ address: config().keycloak.url })}
        </p>
      )}
    </div>
  )
}

function Apis() {
  const query = useQuery(portal.apis({ page_size: PAGE_SIZE, sort: 'displayName' }))
  const { data, error } = query
  if (error && !data)
    return (
      <FailureNote
        failure={error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    )
  if (!data) return <Skeleton lines={6} />
  if (data.total === 0)
    return <EmptyState title={m.portal_empty_title()} hint={m.portal_empty_hint()} />
  return (
    <>
      {error && <FailureNote failure={error} onRetry={() => void query.refetch()} />}
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {data.items.map((api) => (
          <Api key={api.id} api={api} />
        ))}
      </ul>
      {data.items.length < data.total && (
        <p className="text-muted">
          {m.portal_more({ shown: data.items.length, total: data.total })}
        </p>
      )}
    </>
  )
}

function Api({ api }: { api: PortalApi }) {
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 text-lg">
          <Name value={api.displayName || api.apiName} />
        </h2>
        {api.status === 'deprecated' && <Badge tone="warn">{m.portal_deprecated()}</Badge>}
      </div>
      <p className="text-sm text-muted">{m.portal_version({ version: api.apiVersion })}</p>
      {api.description && (
        <p className="line-clamp-4 [overflow-wrap:anywhere]">
          <Name value={api.description} />
        </p>
      )}
      <p className="mt-auto text-sm [overflow-wrap:anywhere]">
        <span className="text-muted">{m.portal_path()}: </span>
        <code>{config().gatewayPublicUrl + api.path}</code>
      </p>
      {api.categories.length > 0 && (
        <p className="flex flex-wrap gap-1">
          {api.categories.map((category) => (
            <Badge key={category}>{category}</Badge>
          ))}
        </p>
      )}
    </li>
  )
}
