import type { UseFormReturn } from 'react-hook-form'

import { NumberField } from '~/components/form/NumberField'
import { SelectField } from '~/components/form/SelectField'
import { SwitchField } from '~/components/form/SwitchField'
import { TextAreaField } from '~/components/form/TextAreaField'
import { TextField } from '~/components/form/TextField'
import { type PolicyForm, policyScopes } from '~/domain/policy-form'
import { m } from '~/i18n/gen/messages'

import { ConfigEditor, type ConfigView } from './ConfigEditor'
import { scopeLabel } from './words'

interface Props {
  form: UseFormReturn<PolicyForm>
  view: ConfigView
  onView: (view: ConfigView) => void
  known: readonly string[]
  /** The scope is chosen once; the contract's patch does not know it. */
  isNew: boolean
}

/** The fields of a policy: its name and place, and its type's own rule. */
export function PolicyFields({ form, view, onView, known, isNew }: Props) {
  const { control } = form
  return (
    <>
      <TextField control={control} name="name" label={m.policies_field_name()} />
      <TextAreaField
        control={control}
        name="description"
        label={m.policies_field_description()}
        rows={2}
        optional
      />
      <ConfigEditor form={form} view={view} onView={onView} known={known} />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <SelectField
          control={control}
          name="scope"
          label={m.policies_field_scope()}
          hint={m.policies_field_scope_hint()}
          options={policyScopes.map((value) => ({ value, label: scopeLabel(value) }))}
          disabled={!isNew}
        />
        <NumberField
          control={control}
          name="priority"
          label={m.policies_field_priority()}
          hint={m.policies_field_priority_hint()}
        />
      </div>
      <SwitchField
        control={control}
        name="enabled"
        label={m.policies_field_enabled()}
        hint={m.policies_field_enabled_hint()}
      />
    </>
  )
}
