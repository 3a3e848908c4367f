import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { portalOwn } from '~/api/portal-own'
import { useIdempotencyKey } from '~/components/form/idempotency'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { Dialog } from '~/components/ui/Dialog'
import type { Subscription } from '~/domain/subscription'
import { IssuedKey } from '~/features/subscriptions/IssuedKey'
import { m } from '~/i18n/gen/messages'

interface Props {
  subscription: Subscription
  onClose: () => void
}

/** The first key of a subscription that was approved: made now, for the developer alone, and shown once. */
export function FetchKey({ subscription, onClose }: Props) {
  const [made, setMade] = useState<{ prefix: string; isKeyLost: boolean }>()
  const once = useIdempotencyKey()
  const { id, api_name: api } = subscription
  const claim = useMutation({
    ...portalOwn.rotateKey(),
    onSuccess: ({ api_key_prefix: prefix, new_api_key: key }) =>
      setMade({ prefix, isKeyLost: key === null }),
  })
  if (made)
    return (
      <IssuedKey
        subscription={{ ...subscription, api_key_prefix: made.prefix }}
        secret={claim.data?.new_api_key ?? undefined}
        notice={made.isKeyLost ? m.portal_key_replayed() : undefined}
        isOwn
        wipe={claim.reset}
        onClose={onClose}
      />
    )
  return (
    <Dialog
      title={m.portal_fetch_for({ api })}
      size="sm"
      onClose={onClose}
      footer={
        <Button
          variant="primary"
          pending={claim.isPending}
          onClick={() => claim.mutate({ id, graceHours: 0, idempotencyKey: once.keyFor({ id }) })}
        >
          {m.portal_key_fetch()}
        </Button>
      }
    >
      {claim.error && <FailureNote failure={claim.error} />}
      <p>{m.portal_fetch_text()}</p>
    </Dialog>
  )
}
