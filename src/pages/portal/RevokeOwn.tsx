import { useMutation } from '@tanstack/react-query'

import { portalOwn } from '~/api/portal-own'
import type { Subscription } from '~/domain/subscription'
import { ReasonForm } from '~/features/subscriptions/ReasonForm'
import { m } from '~/i18n/gen/messages'

interface Props {
  subscription: Subscription
  onClose: () => void
  /** @param sentence what it is now, as the server answered */
  onDone: (sentence: string) => void
}

/** Gives a subscription back: its keys end at once. */
export function RevokeOwn({ subscription, onClose, onDone }: Props) {
  const { id, api_name: api, status } = subscription
  const revoke = useMutation({
    ...portalOwn.revoke(),
    onSuccess: () => {
      onClose()
      onDone(m.portal_revoked({ api }))
    },
  })
  const isWaiting = status === 'pending'
  return (
    <ReasonForm
      title={m.portal_revoke_for({ api })}
      consequence={isWaiting ? m.portal_withdraw_text() : m.portal_revoke_text()}
      confirmLabel={isWaiting ? m.portal_withdraw() : m.consumers_revoke()}
      isDangerous={!isWaiting}
      mutation={revoke}
      toRequest={(reason) => ({ id, reason })}
      onClose={onClose}
    />
  )
}
