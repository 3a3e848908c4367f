import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { contracts } from '~/api/contracts'
import { gateway } from '~/api/gateway'
import { ConfirmDialog } from '~/components/form/ConfirmDialog'
import type { FormMutation } from '~/components/form/form-types'
import { Button } from '~/components/ui/Button'
import { Menu } from '~/components/ui/Menu'
import { toast } from '~/components/ui/toast'
import { type Contract, type LifecycleStep, nextStep } from '~/domain/contract'
import { m } from '~/i18n/gen/messages'

import { DeleteApi } from './DeleteApi'
import { DeprecateForm, type Move } from './DeprecateForm'
import { RouteBadge } from './RouteBadge'
import { statusLabel } from './words'

interface Props {
  tenant: string
  api: Contract
  disabledBecause: string | undefined
}

const labels = { publish: m.apis_publish, deprecate: m.apis_deprecate, retire: m.apis_retire }

/** The one step forward that this API may take, its deletion, and the gateway's own word on what came of it. */
export function Lifecycle({ tenant, api, disabledBecause }: Props) {
  const [open, setOpen] = useState<LifecycleStep | 'delete'>()
  const close = () => setOpen(undefined)
  const path = api.bindings[0]?.path ?? ''
  const verify = useMutation(gateway.verify())
  const move = useMutation({
    ...contracts.move(tenant),
    onSuccess: (moved) => {
      close()
      toast(m.apis_moved({ status: statusLabel(moved.status) }))
      verify.mutate({ path, expected: moved.status === 'retired' ? 'absent' : 'served' })
    },
  })
  const step = nextStep(api.status)
  return (
    <>
      <RouteBadge path={path} proof={verify} />
      {step && (
        <Button
          disabled={disabledBecause !== undefined}
          title={disabledBecause}
          onClick={() => setOpen(step)}
        >
          {labels[step]()}
        </Button>
      )}
      <Menu
        label={m.apis_actions_for({ name: api.apiName })}
        size="md"
        items={[
          {
            label: m.apis_delete(),
            isDangerous: true,
            onSelect: () => setOpen('delete'),
            ...(disabledBecause !== undefined && { disabledBecause }),
          },
          {
            label: m.apis_in_force_ask(),
            onSelect: () => verify.mutate({ path, expected: 'served' }),
          },
        ]}
      />
      {open !== undefined && open !== 'delete' && (
        <StepDialog step={open} api={api} move={move} onClose={close} />
      )}
      {open === 'delete' && <DeleteApi tenant={tenant} api={api} onClose={close} />}
    </>
  )
}

interface StepProps {
  step: LifecycleStep
  api: Contract
  move: FormMutation<Move>
  onClose: () => void
}

/** Asks before the step, and says what it brings about. */
function StepDialog({ step, api, move, onClose }: StepProps) {
  const { id, etag } = api
  const path = api.bindings[0]?.path ?? ''
  if (step === 'deprecate') return <DeprecateForm api={api} mutation={move} onClose={onClose} />
  const isEnd = step === 'retire'
  return (
    <ConfirmDialog
      title={labels[step]()}
      consequence={
        isEnd ? m.apis_retire_consequence({ path }) : m.apis_publish_consequence({ path })
      }
      confirmLabel={labels[step]()}
      {...(isEnd ? { typeToConfirm: api.apiName } : { tone: 'primary' as const })}
      mutation={{ ...move, mutate: () => move.mutate({ id, etag, step: { to: step } }) }}
      onClose={onClose}
    />
  )
}
