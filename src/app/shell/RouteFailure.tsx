import { lazy, type ReactNode, Suspense } from 'react'
import {
  isRouteErrorResponse,
  useLocation,
  useNavigate,
  useNavigation,
  useRouteError,
} from 'react-router'

import { ChunkFailure } from '~/api/code'
import { keep } from '~/api/keep'
import { me } from '~/api/me'
import { queryClient } from '~/api/query-client'
import { session } from '~/auth/session'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { LinkButton } from '~/components/ui/LinkButton'
import { Page } from '~/components/ui/Page'
import { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'
import { useLocale } from '~/i18n/locale'

import { paths } from '../paths'
import { mayPass } from '../recovery'
import { NotFound } from './NotFound'
import { useRepeatedly } from './use-repeatedly'
import { useTitle } from './use-title'

/** What answers and what does not: needed most where a page does not come. */
const Doctor = lazy(async () => ({ default: await doctor() }))
const load = keep(() => import('~/features/doctor/Doctor'))

async function doctor() {
  try {
    return (await load()).Doctor
  } catch {
    return () => null
  }
}

/** A page that could not be shown, at its own address: what refused it, and what to do. It tries again by itself where that can help. */
export function RouteFailure() {
  useLocale()
  const error = useRouteError()
  const { retry, isRetrying } = useRetry()
  const canPass = mayPass(error)
  useRepeatedly(canPass, retry)
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />
  if (error instanceof Failure && error.kind === 'forbidden')
    return <Forbidden failure={error} onRetry={retry} />
  const failure = error instanceof Error ? error : new Error(String(error))
  const isChunk = error instanceof ChunkFailure
  const isMissing = error instanceof Failure && error.kind === 'not-found'
  return (
    <ErrorPage title={titleOf(isChunk, isMissing)}>
      <FailureNote
        failure={failure}
        onRetry={retry}
        isRetrying={isRetrying}
        {...(isChunk && {
          next: m.app_error_auto(),
          actions: (
            <Button size="sm" onClick={() => window.location.reload()}>
              {m.app_reload()}
            </Button>
          ),
        })}
      />
      {isMissing && (
        <p>
          <LinkButton to={paths.home()}>{m.app_not_found_home()}</LinkButton>
        </p>
      )}
      {canPass && !isChunk && <Passing />}
    </ErrorPage>
  )
}

/** A fault that may pass: it is tried again, and meanwhile the doctor says what answers. A developer's page has no use for that. */
function Passing() {
  const { pathname } = useLocation()
  return (
    <>
      <p className="text-muted">{m.app_error_auto()}</p>
      {pathname.startsWith('/t/') && (
        <Suspense fallback={null}>
          <Doctor />
        </Suspense>
      )}
    </>
  )
}

/**
 * Asks for this page anew, as a navigation to where we are: after a revalidation whose answers are at hand at once, the
 * router's boundary would keep showing the failure that is over.
 */
function useRetry(): { retry: () => void; isRetrying: boolean } {
  const navigate = useNavigate()
  const location = useLocation()
  const { state } = useNavigation()
  const retry = () => {
    // Somebody is on the way elsewhere: that comes first.
    if (state !== 'idle') return
    void navigate(location, {
      replace: true,
      preventScrollReset: true,
      state: location.state as unknown,
    })
  }
  return { retry, isRetrying: state === 'loading' }
}

function titleOf(isChunk: boolean, isMissing: boolean): string {
  if (isMissing) return m.app_not_found_title()
  return isChunk ? m.app_chunk_title() : m.app_error_title()
}

function ErrorPage({ title, children }: { title: string; children: ReactNode }) {
  useTitle(title)
  return <Page title={title}>{children}</Page>
}

/** The page exists and is not this person's to see: which permission, who has it, what they have. */
function Forbidden({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  // A 403 of the server can come before it is known who is asking.
  const who = queryClient.getQueryData(me.current().queryKey)
  const roles = who?.roles.length ? who.roles.join(', ') : m.app_account_no_roles()
  const retry = async () => {
    await session().renewRights()
    await queryClient.invalidateQueries({ queryKey: me.current().queryKey })
    onRetry()
  }
  return (
    <ErrorPage title={m.app_forbidden_title()}>
      <FailureNote
        failure={failure}
        onRetry={() => void retry().catch(() => undefined)}
        title={m.app_forbidden_title()}
        next={`${m.app_forbidden_yours({ roles })} ${m.app_forbidden_next()}`}
      />
    </ErrorPage>
  )
}
