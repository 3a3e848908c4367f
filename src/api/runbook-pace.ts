/** How often the live system is asked while a page of the runbook is open. */

import { paced } from './pace'

export const PERIOD_MS = 15_000

/** A period in milliseconds, kept while the tab is looked at; asked anew on each return. */
export const every = (ms: number) => ({
  staleTime: 2_000,
  gcTime: 60_000,
  refetchInterval: paced(ms),
  refetchIntervalInBackground: false,
})
