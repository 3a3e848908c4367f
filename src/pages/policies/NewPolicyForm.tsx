import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm, type UseFormReturn, useWatch } from 'react-hook-form'
import { useNavigate, useSearchParams } from 'react-router'

import { policies } from '~/api/policies'
import { oneOf, text, useParam, useSearch } from '~/app/params'
import { isId, paths } from '~/app/paths'
import { FormDialog } from '~/components/form/FormDialog'
import { SelectField } from '~/components/form/SelectField'
import { TextField } from '~/components/form/TextField'
import { Button } from '~/components/ui/Button'
import { toast } from '~/components/ui/toast'
import { plainName } from '~/components/ui/name-parts'
import { addsSomething } from '~/domain/cors-draft'
import { newPolicy } from '~/domain/policy'
import { type PolicyForm, policyFieldOf, policyForm, typedPolicies } from '~/domain/policy-form'
import {
  newCorsForm,
  openPolicyForm,
  type PresetName,
  presetNames,
  presets,
} from '~/domain/policy-presets'
import { useFormReturn } from '~/features/form-return/use-form-return'
import { m } from '~/i18n/gen/messages'

import type { ConfigView } from './ConfigEditor'
import { PolicyFields } from './PolicyFields'
import { PolicyPreview } from './PolicyPreview'
import { TypedWhatIf } from './LimitWhatIf'
import { OnlyFor } from './OnlyFor'
import { additionOf, corsDraftSearch, listSearch } from './search'
import { useBlocked } from './use-blocked'
import { faults, presetLabel, typeLabel } from './words'

/** A preset fills the form, a type only chooses it; neither is part of the list behind. */
const schema = { preset: oneOf(presetNames), type: text(''), ...corsDraftSearch }
const none: readonly string[] = []

export function Component() {
  const tenant = useParam('tenant')
  const navigate = useNavigate()
  const formReturn = useFormReturn()
  const [search] = useSearch(schema)
  const add = additionOf(search)
  const isDraft = addsSomething(add)
  const contract = isDraft && isId(search.api) ? search.api : undefined
  const [params] = useSearchParams()
  const [view, setView] = useState<ConfigView>('form')
  const close = () =>
    void navigate(
      formReturn ?? { pathname: paths.policies({ tenant }), search: listSearch(params) },
    )
  const form = useForm<PolicyForm>({
    resolver: zodResolver(policyForm(faults)),
    defaultValues: isDraft ? newCorsForm(add) : openPolicyForm(search.preset, search.type),
  })
  const create = useMutation({
    ...policies.create(tenant),
    onSuccess: (policy) => {
      const name = plainName(policy.name)
      toast(policy.enabled ? m.policies_created({ name }) : m.policies_created_disabled({ name }))
      void navigate(formReturn ?? paths.policy({ tenant, id: policy.id }))
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
        ...(contract !== undefined && { contract }),
        idempotencyKey,
      })}
      fieldOf={(pointer) => policyFieldOf(form.getValues('policy_type'), pointer, view === 'json')}
      blockedBecause={useBlocked(form, view, none)}
      onClose={close}
      submitLabel={m.policies_create()}
    >
      <Kind form={form} />
      <PolicyFields form={form} view={view} onView={setView} known={none} isNew />
      <TypedWhatIf control={form.control} tenant={tenant} />
      {contract === undefined ? (
        <PolicyPreview control={form.control} tenant={tenant} />
      ) : (
        <OnlyFor tenant={tenant} contract={contract} />
      )}
    </FormDialog>
  )
}

/** What kind of policy it is: its type, or a preset that fills the rule and, where none was typed, the name. */
function Kind({ form }: { form: UseFormReturn<PolicyForm> }) {
  const { control } = form
  const type = useWatch({ control, name: 'policy_type' })
  const fill = (name: PresetName) => {
    const { policy_type, config, name: called } = presets[name]
    const options = { shouldDirty: true }
    form.setValue('policy_type', policy_type, options)
    form.setValue('config', config, options)
    form.setValue('text', {}, options)
    const typed = form.getValues('name')
    if (typed === '' || presetNames.some((known) => presets[known].name === typed))
      form.setValue('name', called, options)
  }
  return (
    <>
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="mb-1 font-medium">{m.policies_preset()}</legend>
        {presetNames.map((name) => (
          <Button key={name} size="sm" onClick={() => fill(name)}>
            {presetLabel(name)}
          </Button>
        ))}
      </fieldset>
      <SelectField
        control={control}
        name="policy_type"
        label={m.policies_field_type()}
        placeholder={m.policies_type_other()}
        options={typedPolicies.map((value) => ({ value, label: typeLabel(value) }))}
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
    </>
  )
}
