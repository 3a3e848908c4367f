/** What a test call needs to know of an API, whoever asks: the console knows its contract, the portal what it publishes. */

import type { ComponentType } from 'react'

import type { PastCall } from '~/api/past-calls'

export interface CalledApi {
  tenant: string
  id: string
  /** Where the gateway serves it, `/orders/v1`. */
  base: string
  /** `api_key`, `jwt`, `none`. */
  auth: string
  /** Of its contract, `15s`; undefined where that is not published. */
  timeout: string | undefined
  status: string
}

export interface MendProps {
  api: CalledApi
  call: PastCall
}

/** The next steps that this reader may take after a call. */
export type Mend = ComponentType<MendProps>

/** A key that is made for test calls, for those who may make one. */
export interface TestKeySource {
  /** Why this reader may not. */
  disabledBecause: string | undefined
  state: 'none' | 'pending' | 'held' | 'ending'
  /** Of the key that is held. */
  endsAt: number | undefined
  /** The key, made now unless one is held; undefined when it could not be made, which `failure` explains. */
  take(): Promise<{ key: string; isNew: boolean } | undefined>
  /** Revokes it. */
  end(): void
  failure: Error | null
  /** When the last one was revoked, as the Control Plane says. */
  endedAt: string | undefined
}
