/** Which day an address is about. */

import { type Day, days } from '~/domain/runbook/step'

/** The day of `/t/default/onboarding/day-3/…`; the first for any other address. */
export function dayOf(pathname: string): Day {
  const found = /\/onboarding\/day-(\d)(?:\/|$)/.exec(pathname)?.[1]
  return days.find((day) => String(day) === found) ?? 1
}
