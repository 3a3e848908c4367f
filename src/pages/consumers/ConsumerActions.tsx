import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'

import { consumers } from '~/api/consumers'
import { paths } from '~/app/paths'
import { ConfirmDialog } from '~/components/form/ConfirmDialog'
import { Menu } from '~/components/ui/Menu'
import { toast } from '~/components/ui/toast'
import { plainName } from '~/components/ui/name-parts'
import { type Consumer, consumerSteps, type ConsumerStep } from '~/domain/consumer'
import { CallsAtStake } from '~/features/subscriptions/CallsAtStake'
import { ReasonForm } from '~/features/subscriptions/ReasonForm'
import { m } from '~/i18n/gen/messages'

import { statusLabel } from './words'

interface Props {
  tenant: string
  consumer: Consumer
  disabledBecause: string | undefined
  /** @param sentence what the consumer is now, for the proof that it is in force */
  onDone: (sentence: string) => void
}

const words = {
  suspend: {
    label: m.consumers_suspend,
    title: m.consumers_suspend_title,
    consequence: m.consumers_suspend_consequence,
  },
  activate: {
    label: m.consumers_activate,
    title: m.consumers_activate_title,
    consequence: m.consumers_activate_consequence,
  },
  block: {
    label: m.consumers_block,
    title: m.consumers_block_title,
    consequence: m.consumers_block_consequence,
  },
}

/** Taking access away and giving it back, each with its consequence and a reason that is kept. */
export function ConsumerActions({ tenant, consumer, disabledBecause, onDone }: Props) {
  const [open, setOpen] = useState<ConsumerStep | 'delete'>()
  const close = () => setOpen(undefined)
  const { id } = consumer
  const name = plainName(consumer.name)
  const move = useMutation({
    ...consumers.move(tenant),
    onSuccess: (moved) => {
      close()
      onDone(m.consumers_moved({ status: statusLabel(moved.status) }))
    },
  })
  const gate = disabledBecause !== undefined && { disabledBecause }
  return (
    <>
      <Menu
        label={m.consumers_actions_of({ name })}
        text={m.consumers_column_actions()}
        variant="secondary"
        size="md"
        items={[
          ...consumerSteps(consumer.status).map((step) => ({
            label: words[step].label(),
            isDangerous: step === 'block',
            onSelect: () => setOpen(step),
            ...gate,
          })),
          {
            label: m.consumers_delete(),
            isDangerous: true,
            onSelect: () => setOpen('delete'),
            ...gate,
          },
        ]}
      />
      {open !== undefined && open !== 'delete' && (
        <ReasonForm
          title={words[open].title({ name })}
          consequence={words[open].consequence()}
          confirmLabel={words[open].label()}
          isDangerous={open !== 'activate'}
          mutation={move}
          toRequest={(reason) => ({ id, step: open, reason })}
          onClose={close}
        >
          {open !== 'activate' && <CallsAtStake tenant={tenant} consumer={consumer.external_id} />}
        </ReasonForm>
      )}
      {open === 'delete' && <DeleteConsumer tenant={tenant} consumer={consumer} onClose={close} />}
    </>
  )
}

function DeleteConsumer({
  tenant,
  consumer,
  onClose,
}: Pick<Props, 'tenant' | 'consumer'> & { onClose: () => void }) {
  const navigate = useNavigate()
  const { id, etag } = consumer
  const name = plainName(consumer.name)
  const remove = useMutation({
    ...consumers.remove(tenant),
    onSuccess: () => {
      toast(m.consumers_deleted({ name }))
      void navigate(paths.consumers({ tenant }))
    },
  })
  return (
    <ConfirmDialog
      title={m.consumers_delete_title({ name })}
      consequence={m.consumers_delete_consequence({ count: consumer.subscription_count })}
      confirmLabel={m.consumers_delete()}
      typeToConfirm={consumer.external_id}
      mutation={{ ...remove, mutate: () => remove.mutate({ id, etag }) }}
      onClose={onClose}
    />
  )
}
