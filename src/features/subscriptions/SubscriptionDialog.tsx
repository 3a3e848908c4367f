import { useMutation } from '@tanstack/react-query'

import { subscriptions } from '~/api/subscriptions'
import type { Subscription, SubscriptionStep } from '~/domain/subscription'
import { m } from '~/i18n/gen/messages'

import { CallsAtStake } from './CallsAtStake'
import { CutOverDialog } from './CutOverDialog'
import { ReasonForm } from './ReasonForm'
import { RotateKey } from './RotateKey'
import { stepWords } from './step-words'
import { subscriptionLabel } from './words'

interface Props {
  /** `cut-over` looks at the time after a rotation. */
  step: SubscriptionStep | 'cut-over'
  subscription: Subscription
  onClose: () => void
  /** @param sentence what the subscription is now, for the proof that it is in force */
  onDone: (sentence: string) => void
  /** Why nothing may be changed; a cut-over may still be looked at. */
  disabledBecause?: string | undefined
}

/** The dialog of one step of a subscription. */
export function SubscriptionDialog({ step, disabledBecause, ...rest }: Props) {
  if (step === 'cut-over') return <CutOverDialog disabledBecause={disabledBecause} {...rest} />
  return step === 'rotate' ? <RotateKey {...rest} /> : <MoveForm step={step} {...rest} />
}

interface MoveProps extends Omit<Props, 'disabledBecause'> {
  step: Exclude<SubscriptionStep, 'rotate'>
}

function MoveForm({ step, subscription, onClose, onDone }: MoveProps) {
  const { id, api_name: api } = subscription
  const move = useMutation({
    ...subscriptions.move(),
    onSuccess: ({ status }) => {
      onClose()
      onDone(m.consumers_sub_moved({ api, status: subscriptionLabel(status) }))
    },
  })
  const words = stepWords[step]
  return (
    <ReasonForm
      title={words.title({ api })}
      consequence={words.consequence()}
      confirmLabel={words.label()}
      isDangerous={takesAway.has(step) || step === 'reject'}
      isRequired={step === 'reject'}
      mutation={move}
      toRequest={(reason) => ({ id, step, reason })}
      onClose={onClose}
    >
      {takesAway.has(step) && <KeysAtStake subscription={subscription} />}
    </ReasonForm>
  )
}

const takesAway = new Set<SubscriptionStep>(['suspend', 'revoke'])

function KeysAtStake({ subscription }: { subscription: Subscription }) {
  const { api_key_prefix: present, old_key_prefix: old } = subscription
  const keys = [present, old].filter((key) => key !== null)
  if (keys.length === 0) return null
  return (
    <CallsAtStake
      tenant={subscription.tenant_id}
      consumer={subscription.consumer_external_id}
      keys={keys}
    />
  )
}
