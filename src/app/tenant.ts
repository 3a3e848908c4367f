/** Changing the tenant: nothing of the last one stays, and the other tabs that showed it follow (security.md T5, R5). */

import { forgetEverything, queryClient } from '~/api/query-client'
import { me } from '~/api/me'
import type { Tabs } from '~/auth/tabs'

let tabs: Tabs | undefined

/** Says over which channel the tabs speak; called once, in the start of the console. */
export function setTabs(channel: Tabs): void {
  tabs = channel
}

/** Forgets what belongs to the last tenant, and tells the other tabs. Who is signed in stays known. */
export function switchTenant(from: string, to: string): void {
  if (from === to) return
  forgetTenant()
  tabs?.tell({ type: 'tenant', from, to })
}

/** Aborts what is under way and forgets what is known, but for the caller. */
export function forgetTenant(): void {
  const { queryKey } = me.current()
  const who = queryClient.getQueryData(queryKey)
  void forgetEverything()
  if (who) queryClient.setQueryData(queryKey, who)
}
