import type { SubscriptionStep } from '~/domain/subscription'
import { m } from '~/i18n/gen/messages'

/** What the palette does with a subscription that is named behind the word for it. */
export type Step = Extract<SubscriptionStep, 'rotate' | 'suspend' | 'reactivate' | 'revoke'>

/** The word for each, in the language of the page. */
export const verbWords = (): Record<Step, string> => ({
  rotate: m.app_palette_verb_rotate(),
  suspend: m.app_palette_verb_suspend(),
  reactivate: m.app_palette_verb_reactivate(),
  revoke: m.app_palette_verb_revoke(),
})
