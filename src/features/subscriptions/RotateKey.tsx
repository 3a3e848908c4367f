import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'

import { subscriptions } from '~/api/subscriptions'
import { FormDialog } from '~/components/form/FormDialog'
import { SelectField } from '~/components/form/SelectField'
import { Time } from '~/components/ui/Time'
import {
  defaultGraceHours,
  graceHours,
  rotationForm,
  type Subscription,
} from '~/domain/subscription'
import { m } from '~/i18n/gen/messages'

import { IssuedKey } from './IssuedKey'

interface Props {
  subscription: Subscription
  onClose: () => void
  /** @param sentence what is true now, once a new key was made */
  onDone: (sentence: string) => void
  /** Who asks for it: those who keep the consumer, or the developer. */
  rotation?: typeof subscriptions.rotateKey
}

const graceWords: Record<(typeof graceHours)[number], () => string> = {
  0: m.consumers_grace_0,
  0.25: m.consumers_grace_0_25,
  1: m.consumers_grace_1,
  6: m.consumers_grace_6,
  24: m.consumers_grace_24,
  168: m.consumers_grace_168,
}

/** Makes a new key, shown once, and lets the old one live as long as is chosen. */
export function RotateKey({
  subscription,
  onClose,
  onDone,
  rotation = subscriptions.rotateKey,
}: Props) {
  // Nothing secret: what stays to be said once the key itself is gone.
  const [rotated, setRotated] = useState<{ prefix: string; oldUntil: string | null }>()
  const form = useForm({
    resolver: zodResolver(rotationForm),
    defaultValues: { grace: String(defaultGraceHours) },
  })
  const rotate = useMutation({
    ...rotation(),
    onSuccess: (answer) =>
      setRotated({ prefix: answer.api_key_prefix, oldUntil: answer.old_key_expires_at }),
  })
  const { id, api_name: api } = subscription
  if (rotated)
    return (
      <IssuedKey
        subscription={{ ...subscription, api_key_prefix: rotated.prefix }}
        isOwn={rotation !== subscriptions.rotateKey}
        secret={rotate.data?.new_api_key ?? undefined}
        notice={rotate.data?.new_api_key === null ? m.consumers_rotated_replayed() : undefined}
        wipe={rotate.reset}
        onClose={() => {
          onClose()
          onDone(m.subscriptions_rotated({ api, prefix: rotated.prefix }))
        }}
      >
        <OldKey until={rotated.oldUntil} />
      </IssuedKey>
    )
  return (
    <FormDialog
      title={m.consumers_rotate_title({ api })}
      description={m.consumers_rotate_consequence()}
      size="sm"
      form={form}
      mutation={rotate}
      toRequest={({ grace }, idempotencyKey) => ({ id, graceHours: Number(grace), idempotencyKey })}
      onClose={onClose}
      submitLabel={m.consumers_rotate_submit()}
    >
      <SelectField
        control={form.control}
        name="grace"
        label={m.consumers_rotate_grace()}
        options={graceHours.map((hours) => ({ value: String(hours), label: graceWords[hours]() }))}
      />
    </FormDialog>
  )
}

function OldKey({ until }: { until: string | null }) {
  return (
    <p>
      {until === null ? (
        m.consumers_rotated_old_gone()
      ) : (
        <>
          {m.consumers_rotated_old_until()} <Time at={until} show="absolute" />.
        </>
      )}
    </p>
  )
}
