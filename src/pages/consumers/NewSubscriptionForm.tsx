import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Control, useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'

import { consumers } from '~/api/consumers'
import { contracts } from '~/api/contracts'
import { plans } from '~/api/plans'
import { subscriptions } from '~/api/subscriptions'
import { useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { FormDialog } from '~/components/form/FormDialog'
import { PickField } from '~/components/form/PickField'
import { SelectField } from '~/components/form/SelectField'
import { TextField } from '~/components/form/TextField'
import { plainName } from '~/components/ui/name-parts'
import {
  newSubscription,
  newSubscriptionForm,
  type Subscription,
  subscriptionForm,
  type SubscriptionForm,
} from '~/domain/subscription'
import { useFormReturn } from '~/features/form-return/use-form-return'
import { IssuedKey } from '~/features/subscriptions/IssuedKey'
import { m } from '~/i18n/gen/messages'

const faults = { api: m.consumers_fault_api, expiry: m.consumers_fault_expiry }

export function Component() {
  const tenant = useParam('tenant')
  const id = useParam('id')
  const navigate = useNavigate()
  const formReturn = useFormReturn()
  const close = () => void navigate(formReturn ?? paths.consumer({ tenant, id }))
  const { data: consumer } = useSuspenseQuery(consumers.detail(tenant, id))
  // Nothing secret: what stays to be said once the key itself is gone.
  const [issued, setIssued] = useState<{ subscription: Subscription; notice: string | undefined }>()
  const form = useForm({
    resolver: zodResolver(subscriptionForm(faults, Date.now)),
    defaultValues: newSubscriptionForm,
  })
  const create = useMutation({
    ...subscriptions.create(),
    onSuccess: ({ api_key, ...subscription }) =>
      setIssued({ subscription, notice: noticeOf(api_key, subscription.status) }),
  })
  if (issued)
    return (
      <IssuedKey
        {...issued}
        secret={create.data?.api_key ?? undefined}
        wipe={create.reset}
        onClose={close}
      />
    )
  return (
    <FormDialog
      title={m.consumers_subscribe_title({ name: plainName(consumer.name) })}
      form={form}
      mutation={create}
      toRequest={(values, idempotencyKey) => ({
        subscription: newSubscription(tenant, id, values),
        idempotencyKey,
      })}
      onClose={close}
      submitLabel={m.consumers_subscribe_submit()}
    >
      <Fields control={form.control} tenant={tenant} />
    </FormDialog>
  )
}

/** Why there is no key to show: it waits for approval, or it was in an earlier answer that was lost. */
function noticeOf(key: string | null, status: string): string | undefined {
  if (key !== null) return undefined
  return status === 'pending' ? m.consumers_subscribed_pending() : m.consumers_subscribed_replayed()
}

function Fields({ control, tenant }: { control: Control<SubscriptionForm>; tenant: string }) {
  const [search, setSearch] = useState('')
  const apis = useQuery(
    contracts.list(tenant, { search, status: 'published', sort: 'apiName', page_size: 20 }),
  )
  const offered = useQuery(plans.list(tenant, { status: 'active', page_size: 100 }))
  return (
    <>
      <PickField
        control={control}
        name="api_id"
        label={m.consumers_field_api()}
        search={search}
        onSearch={setSearch}
        query={apis}
        optionOf={(api) => ({
          value: api.id,
          label: `${api.apiName} ${api.apiVersion}`,
          ...(api.displayName !== api.apiName && { hint: api.displayName }),
        })}
        empty={m.consumers_field_api_none()}
      />
      <SelectField
        control={control}
        name="plan_id"
        label={m.consumers_field_plan()}
        placeholder={m.consumers_field_plan_none()}
        options={(offered.data?.items ?? []).map((plan) => ({
          value: plan.id,
          label: plan.requires_approval
            ? m.consumers_field_plan_approval({ name: plainName(plan.name) })
            : plainName(plan.name),
        }))}
        {...(offered.error && { hint: offered.error.message })}
        optional
      />
      <TextField
        control={control}
        name="expires_at"
        type="datetime-local"
        label={m.consumers_field_expires()}
        hint={m.consumers_field_expires_hint()}
        optional
      />
    </>
  )
}
