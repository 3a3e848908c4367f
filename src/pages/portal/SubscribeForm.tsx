import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type Control, useForm, useWatch } from 'react-hook-form'

import { portalOwn, type PortalApiDetail } from '~/api/portal-own'
import { portalPaths } from '~/app/paths'
import { FormDialog } from '~/components/form/FormDialog'
import { SelectField } from '~/components/form/SelectField'
import { TextField } from '~/components/form/TextField'
import { Button } from '~/components/ui/Button'
import { Dialog } from '~/components/ui/Dialog'
import { LinkButton } from '~/components/ui/LinkButton'
import { Name } from '~/components/ui/Name'
import { plainName } from '~/components/ui/name-parts'
import { type OrderForm, orderForm } from '~/domain/profile'
import type { Subscription } from '~/domain/subscription'
import { firstCall } from '~/features/portal/first-call'
import { planApproval, planLimits } from '~/features/portal/plan-words'
import { IssuedKey } from '~/features/subscriptions/IssuedKey'
import { m } from '~/i18n/gen/messages'

interface Props {
  api: PortalApiDetail
  onClose: () => void
}

const faults = { plan: m.portal_fault_plan, purpose: m.portal_fault_purpose }

/** Chooses a plan and says what for; ends with the key, or with what happens next. */
export function SubscribeForm({ api, onClose }: Props) {
  // Nothing secret: what stays to be said once the key itself is gone.
  const [made, setMade] = useState<{ subscription: Subscription; isKeyLost: boolean }>()
  const form = useForm({
    resolver: zodResolver(orderForm(faults, api.plans.length > 0)),
    defaultValues: { plan: api.plans[0]?.id ?? '', purpose: '' },
  })
  const subscribe = useMutation({
    ...portalOwn.subscribe(),
    onSuccess: ({ api_key, ...subscription }) =>
      setMade({ subscription, isKeyLost: api_key === null }),
  })
  if (made?.subscription.status === 'pending') return <Waits onClose={onClose} />
  if (made)
    return (
      <IssuedKey
        subscription={made.subscription}
        secret={subscribe.data?.api_key ?? undefined}
        notice={made.isKeyLost ? m.portal_key_replayed() : undefined}
        wipe={subscribe.reset}
        onClose={onClose}
        isOwn
        tryPath={firstCall(api.openapi).path}
      />
    )
  return (
    <FormDialog
      title={<Name value={m.portal_subscribe_to({ api: plainName(api.displayName) })} />}
      form={form}
      mutation={subscribe}
      toRequest={({ plan, purpose }: OrderForm, idempotencyKey) => ({
        order: {
          api_id: api.id,
          ...(plan !== '' && { plan_id: plan }),
          ...(purpose !== '' && { purpose }),
        },
        idempotencyKey,
      })}
      fieldOf={(pointer) => (pointer === '/plan_id' ? 'plan' : undefined)}
      conflictAction={<LinkButton to={portalPaths.keys()}>{m.portal_keys_title()}</LinkButton>}
      onClose={onClose}
      submitLabel={m.portal_subscribe()}
    >
      {api.plans.length > 0 && <PlanChoice api={api} control={form.control} />}
      <TextField
        control={form.control}
        name="purpose"
        label={m.portal_purpose()}
        hint={m.portal_purpose_hint()}
        optional
      />
    </FormDialog>
  )
}

function PlanChoice({ api, control }: { api: PortalApiDetail; control: Control<OrderForm> }) {
  const chosen = useWatch({ control, name: 'plan' })
  const plan = api.plans.find(({ id }) => id === chosen)
  return (
    <div className="flex flex-col gap-1">
      <SelectField
        control={control}
        name="plan"
        label={m.portal_plan()}
        options={api.plans.map((one) => ({
          value: one.id,
          label: plainName(one.name),
        }))}
      />
      {plan && (
        <div className="text-sm" aria-live="polite">
          <p>{planLimits(plan)}</p>
          {plan.description !== '' && (
            <p>
              <Name value={plan.description} />
            </p>
          )}
          <p className="text-muted">{planApproval(plan)}</p>
        </div>
      )}
    </div>
  )
}

function Waits({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title={m.portal_waits()}
      size="sm"
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          {m.kit_close()}
        </Button>
      }
    >
      <p>{m.portal_waits_text()}</p>
    </Dialog>
  )
}
