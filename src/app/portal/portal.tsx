/** Starts the developer's face: the catalog, readable by everybody. */

import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { connect } from '~/api/http'
import { queryClient } from '~/api/query-client'
import type { Config } from '~/config/config'

import { startRecovery } from '../recovery'
import { Catalog } from './Catalog'

/** As `~/auth/keycloak` has it, whose adapter the catalog does not load. */
const CALLBACK_PATH = '/auth/callback'

const ANONYMOUS = {
  token: () => Promise.resolve(undefined),
  renew: () => Promise.resolve(undefined),
  lost: () => undefined,
}

/** Back from the registration: its one-time code must not stay in the address. @returns whether that is so */
function leaveCallback(): boolean {
  if (window.location.pathname !== CALLBACK_PATH) return false
  const hasCode = /[#&]code=/.test(window.location.hash)
  window.history.replaceState(null, '', '/')
  return hasCode
}

/** Builds the portal for a checked configuration. */
export function startFace(config: Config): ReactElement {
  connect({ apiBase: config.apiBase, identity: ANONYMOUS })
  startRecovery(queryClient, () => undefined)
  const isBack = leaveCallback()
  return (
    <QueryClientProvider client={queryClient}>
      <Catalog hasRegistered={isBack} />
    </QueryClientProvider>
  )
}
