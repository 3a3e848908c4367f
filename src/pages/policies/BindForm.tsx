import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Control, useForm, useWatch } from 'react-hook-form'

import { consumers } from '~/api/consumers'
import { contracts } from '~/api/contracts'
import { policies } from '~/api/policies'
import { FormDialog } from '~/components/form/FormDialog'
import { PickField } from '~/components/form/PickField'
import { SelectField } from '~/components/form/SelectField'
import { toast } from '~/components/ui/toast'
import { plainName } from '~/components/ui/name-parts'
import type { Policy } from '~/domain/policy'
import { bindingForm, type BindingForm, newBinding } from '~/domain/policy-binding'
import { ImpactNote } from '~/features/policy/ImpactNote'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  policy: Policy
  /** Until now it covers everything; bound, it covers that alone. */
  isFirst: boolean
  onClose: () => void
}

const faults = { target: m.policies_bind_choose }
const defaultValues: BindingForm = { kind: 'api', contract_id: '', consumer_id: '' }

/** Binds a policy to an API or to a consumer, found on the server. */
export function BindForm({ tenant, policy, isFirst, onClose }: Props) {
  const form = useForm({ resolver: zodResolver(bindingForm(faults)), defaultValues })
  const bind = useMutation({
    ...policies.bind(tenant),
    onSuccess: () => {
      toast(m.policies_bound())
      onClose()
    },
  })
  return (
    <FormDialog
      title={m.policies_bind_title({ name: plainName(policy.name) })}
      {...(isFirst && { description: m.policies_bind_consequence() })}
      form={form}
      mutation={bind}
      toRequest={(values, idempotencyKey) => ({
        binding: newBinding(policy.id, values),
        idempotencyKey,
      })}
      onClose={onClose}
      submitLabel={m.policies_bind_submit()}
    >
      <SelectField
        control={form.control}
        name="kind"
        label={m.policies_bind_kind()}
        options={[
          { value: 'api', label: m.policies_kind_api() },
          { value: 'consumer', label: m.policies_kind_consumer() },
        ]}
      />
      <Target control={form.control} tenant={tenant} />
      <Outcome control={form.control} tenant={tenant} policy={policy} />
    </FormDialog>
  )
}

/** What the chosen binding would change, before it is made. */
function Outcome({ control, tenant, policy }: OutcomeProps) {
  const { kind, contract_id, consumer_id } = useWatch({ control })
  const target = kind === 'api' ? contract_id : consumer_id
  if (!target) return null
  return (
    <ImpactNote
      tenant={tenant}
      id={policy.id}
      question={{
        change: 'bind',
        ...(kind === 'api' ? { contract_id: target } : { consumer_id: target }),
      }}
    />
  )
}

interface OutcomeProps {
  control: Control<BindingForm>
  tenant: string
  policy: Policy
}

function Target({ control, tenant }: { control: Control<BindingForm>; tenant: string }) {
  const kind = useWatch({ control, name: 'kind' })
  const [search, setSearch] = useState('')
  const filter = { search, page_size: 20 }
  const apis = useQuery({ ...contracts.list(tenant, filter), enabled: kind === 'api' })
  const people = useQuery({ ...consumers.list(tenant, filter), enabled: kind === 'consumer' })
  return kind === 'api' ? (
    <PickField
      key="api"
      control={control}
      name="contract_id"
      label={m.policies_kind_api()}
      search={search}
      onSearch={setSearch}
      empty={m.policies_bind_none()}
      query={apis}
      optionOf={(api) => ({ value: api.id, label: `${api.apiName} ${api.apiVersion}` })}
    />
  ) : (
    <PickField
      key="consumer"
      control={control}
      name="consumer_id"
      label={m.policies_kind_consumer()}
      search={search}
      onSearch={setSearch}
      empty={m.policies_bind_none()}
      query={people}
      optionOf={(consumer) => ({
        value: consumer.id,
        label: `${consumer.name} (${consumer.external_id})`,
      })}
    />
  )
}
