import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import type { ContractChange } from '~/api/contract-proof'
import { contracts } from '~/api/contracts'
import { ConfirmDialog } from '~/components/form/ConfirmDialog'
import type { FormMutation } from '~/components/form/form-types'
import { Button } from '~/components/ui/Button'
import { Menu } from '~/components/ui/Menu'
import { toast } from '~/components/ui/toast'
import { type Contract, type LifecycleStep, nextStep } from '~/domain/contract'
import { stepCommand } from '~/domain/contract-commands'
import { m } from '~/i18n/gen/messages'

import { ApiAtStake } from './ApiAtStake'
import { changeOf } from './api-change'
import { CopyCurl } from './CopyCurl'
import { DeleteApi } from './DeleteApi'
import { DeprecateForm, type Move } from './DeprecateForm'
import { statusLabel } from './words'

interface Props {
  tenant: string
  api: Contract
  disabledBecause: string | undefined
  /** It was moved, or is to be asked about: what should be true now. */
  onChange: (change: ContractChange) => void
}

const labels = { publish: m.apis_publish, deprecate: m.apis_deprecate, retire: m.apis_retire }

/** The one step forward that this API may take, its deletion, and the question what the gateway says. */
export function Lifecycle({ tenant, api, disabledBecause, onChange }: Props) {
  const [open, setOpen] = useState<LifecycleStep | 'delete'>()
  const close = () => setOpen(undefined)
  const move = useMutation({
    ...contracts.move(tenant),
    onSuccess: (moved) => {
      close()
      toast(m.apis_moved({ status: statusLabel(moved.status) }))
      onChange(changeOf(moved, moved.status))
    },
  })
  const step = nextStep(api.status)
  return (
    <>
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
            onSelect: () => onChange(changeOf(api, api.status)),
          },
        ]}
      />
      {open !== undefined && open !== 'delete' && (
        <StepDialog step={open} tenant={tenant} api={api} move={move} onClose={close} />
      )}
      {open === 'delete' && <DeleteApi tenant={tenant} api={api} onClose={close} />}
    </>
  )
}

interface StepProps {
  step: LifecycleStep
  tenant: string
  api: Contract
  move: FormMutation<Move>
  onClose: () => void
}

/** Asks before the step, and says what it brings about. */
function StepDialog({ step, tenant, api, move, onClose }: StepProps) {
  const { id, etag } = api
  const path = api.bindings[0]?.path ?? ''
  if (step === 'deprecate')
    return <DeprecateForm tenant={tenant} api={api} mutation={move} onClose={onClose} />
  const isEnd = step === 'retire'
  return (
    <ConfirmDialog
      title={labels[step]()}
      size={isEnd ? 'md' : 'sm'}
      consequence={
        isEnd ? (
          <div className="flex flex-col gap-3">
            <p>{m.apis_retire_consequence({ path })}</p>
            <ApiAtStake tenant={tenant} api={api} />
          </div>
        ) : (
          m.apis_publish_consequence({ path })
        )
      }
      confirmLabel={labels[step]()}
      {...(isEnd ? { typeToConfirm: api.apiName } : { tone: 'primary' as const })}
      mutation={{ ...move, mutate: () => move.mutate({ id, etag, step: { to: step } }) }}
      aside={<CopyCurl command={() => stepCommand({ id, etag }, { to: step })} />}
      onClose={onClose}
    />
  )
}
