/** Starts the console: session, client, router, recovery, and what ties them together. */

import type { ReactElement } from 'react'
import { createBrowserRouter, matchRoutes } from 'react-router'
import type { DataRouter } from 'react-router'

import { health, identityAnswers } from '~/api/health'
import { connect } from '~/api/connection'
import { fetchInCalm } from '~/api/keep'
import { forgetEverything, queryClient } from '~/api/query-client'
import type { Session } from '~/auth/session'
import { createSession } from '~/auth/session'
import type { Tabs } from '~/auth/tabs'
import { openTabs } from '~/auth/tabs'
import type { Config } from '~/config/config'

import { Gate } from './Gate'
import { paths } from './paths'
import { startRecovery } from './recovery'
import { routes } from './routes'
import { forgetTenant, setTabs } from './tenant'

/** Is this path a page of the map, and not its "no such page"? */
export function isPage(path: string): boolean {
  const deepest = matchRoutes(routes, path)?.at(-1)
  return deepest !== undefined && deepest.route.path !== '*'
}

let made: DataRouter | undefined
const router = (): DataRouter => (made ??= createBrowserRouter(routes))

/** After a sign-in over the page, everything is asked again: the calls meanwhile were refused. */
function refreshAfterReturn(session: Session): void {
  let wasLost = false
  session.subscribe(() => {
    const state = session.state()
    if (state.kind !== 'signed-in') return
    if (wasLost && !state.isLost) {
      void queryClient.invalidateQueries()
      void made?.revalidate()
    }
    wasLost = state.isLost
  })
}

/** A hidden page renews nothing; it catches up when it is looked at again. A restored page of a session that has ended is not shown. */
function refreshOnReturn(session: Session): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') session.refreshSoon()
  })
  window.addEventListener('online', () => session.refreshSoon())
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    if (session.state().kind === 'signed-in') session.refreshSoon()
    else window.location.reload()
  })
}

/** Another tab has left a tenant: this one follows if it shows the same, unless a form is open over its page. */
function followTenant(tabs: Tabs): void {
  tabs.listen((message) => {
    if (message.type !== 'tenant' || !made) return
    const [, t, tenant, , ...rest] = made.state.location.pathname.split('/')
    const hasForm = rest.some((segment) => segment === 'new' || segment === 'edit')
    if (t !== 't' || tenant !== message.from || hasForm) return
    forgetTenant()
    void made.navigate(paths.dashboard({ tenant: message.to }))
  })
}

/** Builds the console for a checked configuration; it finds out by itself who is here. */
export function startFace(config: Config): ReactElement {
  const tabs = openTabs()
  const session = createSession({
    address: config.keycloak,
    tabs,
    probe: identityAnswers,
    isPage,
    forget: () => void forgetEverything(),
  })
  connect({
    apiBase: config.apiBase,
    identity: {
      token: () => session.token(),
      renew: (refused) => session.renew(refused),
      lost: () => session.lose(),
    },
    // At most one probe in 5 s, however many calls hang (security.md R3): what is fresh is not asked again.
    suspect: () =>
      void queryClient.refetchQueries(
        { ...health.services(), stale: true },
        { cancelRefetch: false },
      ),
  })
  setTabs(tabs)
  refreshAfterReturn(session)
  refreshOnReturn(session)
  followTenant(tabs)
  startRecovery(queryClient, () => {
    void queryClient.invalidateQueries(health.services(), { cancelRefetch: false })
  })
  fetchInCalm()
  void session.start()
  return <Gate session={session} router={router} />
}
