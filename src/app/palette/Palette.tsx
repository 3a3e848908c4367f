import { useState } from 'react'
import { useNavigate } from 'react-router'

import { Dialog } from '~/components/ui/Dialog'
import { toast } from '~/components/ui/toast'
import type { Subscription } from '~/domain/subscription'
import { SubscriptionDialog } from '~/features/subscriptions/SubscriptionDialog'
import { m } from '~/i18n/gen/messages'

import { paths } from '../paths'
import { Choice } from './Choice'
import type { Step } from './steps'

interface Props {
  tenant: string
  onClose: () => void
}

/** Goes to a place or to an object that the server finds, and begins what can be begun, all from the keyboard. */
export function Palette({ tenant, onClose }: Props) {
  const [chosen, setChosen] = useState<{ step: Step; subscription: Subscription }>()
  const navigate = useNavigate()
  if (chosen)
    return (
      <SubscriptionDialog
        step={chosen.step}
        subscription={chosen.subscription}
        onClose={onClose}
        onDone={(sentence) => {
          toast(sentence)
          // The page where the gateway's proof of it is seen.
          void navigate(paths.consumer({ tenant, id: chosen.subscription.consumer_id }))
        }}
      />
    )
  return (
    <Dialog title={m.app_palette()} onClose={onClose} isLight>
      <Choice
        tenant={tenant}
        onGo={(to) => {
          onClose()
          void navigate(to)
        }}
        onRun={(run) => {
          onClose()
          run()
        }}
        onStep={(step, subscription) => setChosen({ step, subscription })}
      />
    </Dialog>
  )
}
