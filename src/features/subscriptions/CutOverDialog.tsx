import { useMutation } from '@tanstack/react-query'

import { subscriptions } from '~/api/subscriptions'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { Dialog } from '~/components/ui/Dialog'
import { Facts } from '~/components/ui/Facts'
import { Time } from '~/components/ui/Time'
import type { Subscription } from '~/domain/subscription'
import { m } from '~/i18n/gen/messages'

import { Countdown } from './Countdown'
import { CutOverMeter } from './CutOverMeter'

interface Props {
  subscription: Subscription
  disabledBecause: string | undefined
  onClose: () => void
  /** @param sentence what it is now */
  onDone: (sentence: string) => void
}

/** The time after a rotation: how long the old key still works, who still uses it, and ending it by hand. */
export function CutOverDialog({ subscription, disabledBecause, onClose, onDone }: Props) {
  const {
    api_name: api,
    api_key_prefix: fresh,
    old_key_prefix: old,
    old_key_expires_at: until,
  } = subscription
  const end = useMutation({
    ...subscriptions.revokeOldKey(),
    onSuccess: () => {
      onClose()
      onDone(m.subscriptions_old_revoked({ prefix: old ?? '', api }))
    },
  })
  if (fresh === null || old === null || until === null)
    return (
      <Dialog title={m.subscriptions_cutover_title({ api })} onClose={onClose} isLight>
        <p>{m.subscriptions_cutover_over()}</p>
      </Dialog>
    )
  return (
    <Dialog
      title={m.subscriptions_cutover_title({ api })}
      onClose={onClose}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {m.kit_cancel()}
          </Button>
          <Button
            variant="danger"
            pending={end.isPending}
            onClick={() => end.mutate({ id: subscription.id })}
            disabled={disabledBecause !== undefined}
            title={disabledBecause}
          >
            {m.subscriptions_old_revoke()}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {end.error && <FailureNote failure={end.error} />}
        <Keys fresh={fresh} old={old} until={until} />
        <CutOverMeter subscription={subscription} oldKey={old} newKey={fresh} />
        <p className="text-sm text-muted">{m.subscriptions_old_revoke_consequence()}</p>
      </div>
    </Dialog>
  )
}

function Keys({ fresh, old, until }: { fresh: string; old: string; until: string }) {
  return (
    <Facts
      facts={[
        { label: m.subscriptions_cutover_new(), value: <code>{fresh}…</code> },
        { label: m.subscriptions_cutover_old(), value: <code>{old}…</code> },
        {
          label: m.subscriptions_cutover_until(),
          value: (
            <>
              <Time at={until} show="absolute" /> (<Countdown until={until} />)
            </>
          ),
        },
      ]}
    />
  )
}
