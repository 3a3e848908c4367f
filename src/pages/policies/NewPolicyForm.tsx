import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { type Control, useForm, useWatch } from 'react-hook-form'
import { useNavigate, useSearchParams } from 'react-router'

import { policies } from '~/api/policies'
import { oneOf, text, useParam, useSearch } from '~/app/params'
import { paths } from '~/app/paths'
import { FormDialog } from '~/components/form/FormDialog'
import { SelectField } from '~/components/form/SelectField'
import { TextField } from '~/components/form/TextField'
import { toast } from '~/components/ui/toast'
import { plainName } from '~/components/ui/name-parts'
import {
  newPolicy,
  policyFieldOf,
  policyForm,
  type PolicyForm,
  typedPolicies,
} from '~/domain/policy'
import { knownPolicies, openPolicyForm } from '~/domain/policy-presets'
import { m } from '~/i18n/gen/messages'

import { PolicyFields } from './PolicyFields'
import { PolicyPreview } from './PolicyPreview'
import { listSearch } from './search'
import { faults, typeLabel } from './words'

/** A preset fills the form, a type only chooses it; neither is part of the list behind. */
const schema = { preset: oneOf(typedPolicies), type: text('') }

export function Component() {
  const tenant = useParam('tenant')
  const navigate = useNavigate()
  const [{ preset, type }] = useSearch(schema)
  const [params] = useSearchParams()
  const close = () =>
    void navigate({ pathname: paths.policies({ tenant }), search: listSearch(params) })
  const form = useForm<PolicyForm>({
    // The rules follow the type that is chosen at the moment of saving.
    resolver: (values, context, options) =>
      zodResolver(policyForm(values.policy_type, faults))(values, context, options),
    defaultValues: openPolicyForm(preset, type),
  })
  const create = useMutation({
    ...policies.create(tenant),
    onSuccess: (policy) => {
      const name = plainName(policy.name)
      toast(policy.enabled ? m.policies_created({ name }) : m.policies_created_disabled({ name }))
      void navigate(paths.policy({ tenant, id: policy.id }))
    },
  })
  return (
    <FormDialog
      title={m.policies_new()}
      size="lg"
      form={form}
      mutation={create}
      toRequest={(values, idempotencyKey) => ({
        policy: newPolicy(tenant, values),
        idempotencyKey,
      })}
      fieldOf={(pointer) => policyFieldOf(form.getValues('policy_type'), pointer)}
      onClose={close}
      submitLabel={m.policies_create()}
    >
      <NewFields control={form.control} />
      <PolicyPreview control={form.control} tenant={tenant} />
    </FormDialog>
  )
}

function NewFields({ control }: { control: Control<PolicyForm> }) {
  const type = useWatch({ control, name: 'policy_type' })
  return (
    <>
      <SelectField
        control={control}
        name="policy_type"
        label={m.policies_field_type()}
        placeholder={m.policies_type_other()}
        options={knownPolicies.map((value) => ({ value, label: typeLabel(value) }))}
      />
      {type === '' && (
        <TextField
          control={control}
          name="other_type"
          label={m.policies_field_type_name()}
          hint={m.policies_field_type_name_hint()}
          mono
        />
      )}
      <PolicyFields control={control} type={type} isNew />
    </>
  )
}
