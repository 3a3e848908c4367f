/** What the words of subscriptions are called on screen; a word of a newer server is shown as it is. */

import { Badge } from '~/components/ui/Badge'
import type { Doubt } from '~/domain/key-calls'
import { subscriptionTone } from '~/domain/subscription'
import { m } from '~/i18n/gen/messages'

const statuses = new Map([
  ['pending', m.consumers_sub_status_pending],
  ['active', m.consumers_sub_status_active],
  ['suspended', m.consumers_sub_status_suspended],
  ['revoked', m.consumers_sub_status_revoked],
  ['expired', m.consumers_sub_status_expired],
  ['rejected', m.consumers_sub_status_rejected],
])

export const subscriptionLabel = (status: string): string => statuses.get(status)?.() ?? status

/** The state of a subscription in a word. */
export function SubscriptionBadge({ status }: { status: string }) {
  return <Badge tone={subscriptionTone(status)}>{subscriptionLabel(status)}</Badge>
}

/** Why a count cannot be believed, as a sentence. */
export const doubtWords: Record<Doubt, () => string> = {
  gathered: m.subscriptions_doubt_gathered,
  gaps: m.subscriptions_doubt_gaps,
  stale: m.subscriptions_doubt_stale,
  unwatched: m.subscriptions_doubt_unwatched,
}
