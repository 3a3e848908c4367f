/** Starts the developer's face: the catalog at once for whoever comes by, the rest of the portal where more is asked for. */

import { lazy, type ReactElement, Suspense } from 'react'

import { connect } from '~/api/connection'
import { queryClient } from '~/api/query-client'
import { isKnownHere } from '~/auth/known-here'
import type { Config } from '~/config/config'

import { startRecovery } from '../recovery'
import { Splash } from '../shell/Splash'
import { LightPortal } from './LightPortal'

const WholePortal = lazy(async () => {
  const { startWholePortal } = await import('./whole-portal')
  return { default: startWholePortal() }
})

const ANONYMOUS = {
  token: () => Promise.resolve(undefined),
  renew: () => Promise.resolve(undefined),
  lost: () => undefined,
}

/** Builds the portal for a checked configuration. */
export function startFace(config: Config): ReactElement {
  connect({ apiBase: config.apiBase, identity: ANONYMOUS })
  startRecovery(queryClient, () => undefined)
  const isCatalog = ['/', '/portal', '/portal/'].includes(window.location.pathname)
  if (isCatalog && !isKnownHere()) return <LightPortal />
  return (
    <Suspense fallback={<Splash />}>
      <WholePortal />
    </Suspense>
  )
}
