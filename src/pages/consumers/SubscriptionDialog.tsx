import { useMutation } from '@tanstack/react-query'

import { subscriptions } from '~/api/subscriptions'
import { toast } from '~/components/ui/toast'
import type { Subscription, SubscriptionStep } from '~/domain/subscription'
import { m } from '~/i18n/gen/messages'

import { ReasonForm } from './ReasonForm'
import { RotateKey } from './RotateKey'
import { stepWords } from './step-words'
import { subscriptionLabel } from './words'

interface Props {
  step: SubscriptionStep
  subscription: Subscription
  onClose: () => void
}

/** The dialog of one step of a subscription. */
export function SubscriptionDialog({ step, subscription, onClose }: Props) {
  return step === 'rotate' ? (
    <RotateKey subscription={subscription} onClose={onClose} />
  ) : (
    <MoveForm step={step} subscription={subscription} onClose={onClose} />
  )
}

interface MoveProps extends Props {
  step: Exclude<SubscriptionStep, 'rotate'>
}

function MoveForm({ step, subscription, onClose }: MoveProps) {
  const { id, api_name: api } = subscription
  const move = useMutation({
    ...subscriptions.move(),
    onSuccess: ({ status }) => {
      onClose()
      toast(m.consumers_sub_moved({ api, status: subscriptionLabel(status) }))
    },
  })
  const words = stepWords[step]
  return (
    <ReasonForm
      title={words.title({ api })}
      consequence={words.consequence()}
      confirmLabel={words.label()}
      isRequired={step === 'reject'}
      mutation={move}
      toRequest={(reason) => ({ id, step, reason })}
      onClose={onClose}
    />
  )
}
