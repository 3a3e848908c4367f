/** What a status code that a developer gets from the gateway usually means, in a sentence (runbook, day 5). */

import { m } from '~/i18n/gen/messages'

const reasons = new Map([
  ['401', m.portal_status_401],
  ['403', m.portal_status_403],
  ['404', m.portal_status_404],
  ['413', m.portal_status_413],
  ['429', m.portal_status_429],
  ['502', m.portal_status_502],
  ['503', m.portal_status_502],
  ['504', m.portal_status_504],
])

/** @param status of three digits */
export function statusReason(status: string): string {
  const known = reasons.get(status)
  if (known) return known()
  return status.startsWith('5') ? m.portal_status_5xx() : m.portal_status_4xx()
}
