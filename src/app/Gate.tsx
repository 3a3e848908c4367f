import { QueryClientProvider } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { DataRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'

import { queryClient } from '~/api/query-client'
import type { Session } from '~/auth/session'
import { useLocale } from '~/i18n/locale'

import { Splash } from './shell/Splash'
import { HandedOver } from './sign-in/HandedOver'
import { IdentityDown } from './sign-in/IdentityDown'
import { SessionDialog } from './sign-in/SessionDialog'
import { SignIn } from './sign-in/SignIn'

interface Props {
  session: Session
  /** Made on the first sign-in: a router asks for data as soon as it exists. */
  router: () => DataRouter
}

/** What the state of the session lets be seen. */
export function Gate({ session, router }: Props) {
  const state = useSyncExternalStore(session.subscribe, session.state)
  useLocale()
  switch (state.kind) {
    case 'starting':
      return <Splash />
    case 'signed-out':
      return <SignIn state={state} />
    case 'identity-down':
      return <IdentityDown since={state.since} />
    case 'handed-over':
      return <HandedOver />
    default:
      return (
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router()} />
          {state.isLost && <SessionDialog />}
        </QueryClientProvider>
      )
  }
}
