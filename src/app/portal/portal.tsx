/** Starts the developer's face: the catalog, readable by everybody. */

import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { connect } from '~/api/http'
import { queryClient } from '~/api/query-client'
import type { Config } from '~/config/config'

import { startRecovery } from '../recovery'
import { Catalog } from './Catalog'

const ANONYMOUS = {
  token: () => Promise.resolve(undefined),
  renew: () => Promise.resolve(undefined),
  lost: () => undefined,
}

/** Builds the portal for a checked configuration. */
export function startFace(config: Config): ReactElement {
  connect({ apiBase: config.apiBase, identity: ANONYMOUS })
  startRecovery(queryClient, () => undefined)
  return (
    <QueryClientProvider client={queryClient}>
      <Catalog />
    </QueryClientProvider>
  )
}
