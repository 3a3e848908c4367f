import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import type { DataRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'

import { keep } from '~/api/keep'
import { queryClient } from '~/api/query-client'
import type { Session, SessionState } from '~/auth/session'
import { useLocale } from '~/i18n/locale'

import { Splash } from './shell/Splash'

const HandedOver = lazy(async () => ({
  default: (await import('./sign-in/HandedOver')).HandedOver,
}))
const IdentityDown = lazy(
  keep(async () => ({ default: (await import('./sign-in/IdentityDown')).IdentityDown })),
)
const SessionDialog = lazy(
  keep(async () => ({ default: (await import('./sign-in/SessionDialog')).SessionDialog })),
)
const SignIn = lazy(keep(async () => ({ default: (await import('./sign-in/SignIn')).SignIn })))

interface Props {
  session: Session
  /** Made on the first sign-in: a router asks for data as soon as it exists. */
  router: () => DataRouter
}

/** What the state of the session lets be seen. */
export function Gate({ session, router }: Props) {
  const state = useSyncExternalStore(session.subscribe, session.state)
  useLocale()
  if (state.kind !== 'signed-in')
    return (
      <Suspense fallback={<Splash />}>
        <Outside state={state} />
      </Suspense>
    )
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router()} />
      <Suspense>{state.isLost && <SessionDialog />}</Suspense>
    </QueryClientProvider>
  )
}

/** Without a session there is no page of a tenant. */
function Outside({ state }: { state: Exclude<SessionState, { kind: 'signed-in' }> }) {
  if (state.kind === 'signed-out') return <SignIn state={state} />
  if (state.kind === 'identity-down') return <IdentityDown since={state.since} />
  return state.kind === 'handed-over' ? <HandedOver /> : <Splash />
}
