import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'

import { plans } from '~/api/plans'
import { paths } from '~/app/paths'
import { ConfirmDialog } from '~/components/form/ConfirmDialog'
import { Menu } from '~/components/ui/Menu'
import { plainName } from '~/components/ui/name-parts'
import type { Plan } from '~/domain/plan'
import { m } from '~/i18n/gen/messages'

import { statusLabel } from './words'

interface Props {
  tenant: string
  plan: Plan
  disabledBecause: string | undefined
  onDone: (sentence: string) => void
}

/** What can be done to a plan: change it, take it off the shelf or put it back, and delete one that nobody uses. */
export function PlanActions({ tenant, plan, disabledBecause, onDone }: Props) {
  const navigate = useNavigate()
  const { search } = useLocation()
  const [open, setOpen] = useState<'shelf' | 'delete'>()
  const gate = disabledBecause !== undefined && { disabledBecause }
  const close = () => setOpen(undefined)
  const isActive = plan.status === 'active'
  return (
    <>
      <Menu
        label={m.plans_actions_of({ name: plainName(plan.name) })}
        items={[
          {
            label: m.plans_edit(),
            onSelect: () =>
              void navigate({ pathname: paths.editPlan({ tenant, id: plan.id }), search }),
            ...gate,
          },
          {
            label: isActive ? m.plans_archive() : m.plans_reopen(),
            onSelect: () => setOpen('shelf'),
            ...gate,
          },
          {
            label: m.plans_delete(),
            isDangerous: true,
            onSelect: () => setOpen('delete'),
            ...(plan.subscription_count > 0
              ? { disabledBecause: m.plans_delete_used({ count: plan.subscription_count }) }
              : gate),
          },
        ]}
      />
      {open === 'shelf' && <Shelf {...{ tenant, plan, onDone }} onClose={close} />}
      {open === 'delete' && <DeletePlan {...{ tenant, plan, onDone }} onClose={close} />}
    </>
  )
}

type DialogProps = Omit<Props, 'disabledBecause'> & { onClose: () => void }

/** An archived plan takes no new subscription; those that have it keep it and its limits. */
function Shelf({ tenant, plan, onDone, onClose }: DialogProps) {
  const name = plainName(plan.name)
  const isActive = plan.status === 'active'
  const move = useMutation({
    ...plans.update(tenant),
    onSuccess: ({ status }) => {
      onClose()
      onDone(m.plans_moved({ name, status: statusLabel(status) }))
    },
  })
  return (
    <ConfirmDialog
      title={isActive ? m.plans_archive_title({ name }) : m.plans_reopen_title({ name })}
      consequence={
        isActive
          ? m.plans_archive_consequence({ count: plan.subscription_count })
          : m.plans_reopen_consequence()
      }
      confirmLabel={isActive ? m.plans_archive() : m.plans_reopen()}
      tone="primary"
      mutation={move}
      variables={{
        id: plan.id,
        etag: plan.etag,
        patch: { status: isActive ? 'archived' : 'active' },
      }}
      onClose={onClose}
    />
  )
}

function DeletePlan({ tenant, plan, onDone, onClose }: DialogProps) {
  const name = plainName(plan.name)
  const remove = useMutation({
    ...plans.remove(tenant),
    onSuccess: () => {
      onClose()
      onDone(m.plans_deleted({ name }))
    },
  })
  return (
    <ConfirmDialog
      title={m.plans_delete_title({ name })}
      consequence={m.plans_delete_consequence()}
      confirmLabel={m.plans_delete()}
      typeToConfirm={plan.slug}
      mutation={remove}
      variables={{ id: plan.id, etag: plan.etag }}
      onClose={onClose}
    />
  )
}
