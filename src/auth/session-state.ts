/** The state of the session for the parts of a page that anybody may see: the portal draws the same pages with and without one. */

import { createContext, useContext } from 'react'

import type { SessionState } from './session'

export const SessionStateContext = createContext<SessionState>({
  kind: 'signed-out',
  reason: 'never',
})

export const useSessionState = (): SessionState => useContext(SessionStateContext)

/** Is somebody signed in? */
export const useIsSignedIn = (): boolean => useSessionState().kind === 'signed-in'
