/** The portal with its router and its session: everything but the catalog of a stranger. */

import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { createBrowserRouter, matchRoutes } from 'react-router'
import { RouterProvider } from 'react-router/dom'

import { identityAnswers } from '~/api/health'
import { connect } from '~/api/connection'
import { forgetEverything, queryClient } from '~/api/query-client'
import { isKnownHere, setKnownHere } from '~/auth/known-here'
import { createSession, type Session } from '~/auth/session'
import { SessionStateContext } from '~/auth/session-state'
import { openTabs } from '~/auth/tabs'
import { config } from '~/config/config'
import { useLocale } from '~/i18n/locale'

import { portalPaths } from '../paths'
import { Splash } from '../shell/Splash'
import { portalRoutes } from './portal-routes'

const HandedOver = lazy(async () => ({
  default: (await import('../sign-in/HandedOver')).HandedOver,
}))
const SessionDialog = lazy(async () => ({
  default: (await import('../sign-in/SessionDialog')).SessionDialog,
}))

function isPage(path: string): boolean {
  const deepest = matchRoutes(portalRoutes, path)?.at(-1)
  return deepest !== undefined && deepest.route.path !== '*'
}

/** Makes the session and the router. @returns what draws them */
export function startWholePortal() {
  const session = createSession({
    address: config().keycloak,
    tabs: openTabs(),
    probe: identityAnswers,
    isPage,
    mayAsk: isKnownHere,
    forget: () => {
      setKnownHere(false)
      void forgetEverything()
    },
  })
  connect({
    apiBase: config().apiBase,
    identity: {
      token: () => session.token(),
      renew: (refused) => session.renew(refused),
      lost: () => session.lose(),
    },
  })
  let made: ReturnType<typeof createBrowserRouter> | undefined
  // Made when it is known who is here: a router asks for data as soon as it exists, and a callback is not a page.
  const router = () => (made ??= createBrowserRouter(portalRoutes))
  followSession(session, () => void made?.navigate(portalPaths.catalog()))
  keepFresh(session)
  void session.start()
  return function WholePortal() {
    return <PortalGate session={session} router={router} />
  }
}

function followSession(session: Session, goHome: () => void): void {
  let last = session.state()
  session.subscribe(() => {
    const state = session.state()
    if (state.kind === 'signed-in') {
      setKnownHere(true)
      const isBack = last.kind === 'signed-in' && last.isLost && !state.isLost
      if (isBack) void queryClient.invalidateQueries()
    }
    if (state.kind === 'signed-out') {
      setKnownHere(false)
      // Signed out elsewhere: a page that was somebody's own shows nothing any more.
      if (last.kind === 'signed-in') goHome()
    }
    last = state
  })
}

function keepFresh(session: Session): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') session.refreshSoon()
  })
  window.addEventListener('online', () => session.refreshSoon())
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload()
  })
}

interface Props {
  session: Session
  router: () => ReturnType<typeof createBrowserRouter>
}

function PortalGate({ session, router }: Props) {
  const state = useSyncExternalStore(session.subscribe, session.state)
  useLocale()
  if (state.kind === 'starting') return <Splash />
  if (state.kind === 'handed-over')
    return (
      <Suspense fallback={<Splash />}>
        <HandedOver />
      </Suspense>
    )
  return (
    <QueryClientProvider client={queryClient}>
      <SessionStateContext value={state}>
        <RouterProvider router={router()} />
        <Suspense>{state.kind === 'signed-in' && state.isLost && <SessionDialog />}</Suspense>
      </SessionStateContext>
    </QueryClientProvider>
  )
}
