/** What each step of a subscription is called and what it brings about. */

import type { SubscriptionStep } from '~/domain/subscription'
import { m } from '~/i18n/gen/messages'

interface Words {
  label: () => string
  title: (of: { api: string }) => string
  consequence: () => string
}

export const stepWords: Record<SubscriptionStep, Words> = {
  approve: {
    label: m.consumers_approve,
    title: m.consumers_approve_title,
    consequence: m.consumers_approve_consequence,
  },
  reject: {
    label: m.consumers_reject,
    title: m.consumers_reject_title,
    consequence: m.consumers_reject_consequence,
  },
  rotate: {
    label: m.consumers_rotate,
    title: m.consumers_rotate_title,
    consequence: m.consumers_rotate_consequence,
  },
  suspend: {
    label: m.consumers_suspend_sub,
    title: m.consumers_suspend_sub_title,
    consequence: m.consumers_suspend_sub_consequence,
  },
  reactivate: {
    label: m.consumers_reactivate,
    title: m.consumers_reactivate_title,
    consequence: m.consumers_reactivate_consequence,
  },
  revoke: {
    label: m.consumers_revoke,
    title: m.consumers_revoke_title,
    consequence: m.consumers_revoke_consequence,
  },
}
