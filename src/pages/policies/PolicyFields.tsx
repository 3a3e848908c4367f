import type { Control } from 'react-hook-form'

import { ListField } from '~/components/form/ListField'
import { NumberField } from '~/components/form/NumberField'
import { SelectField } from '~/components/form/SelectField'
import { SwitchField } from '~/components/form/SwitchField'
import { TextAreaField } from '~/components/form/TextAreaField'
import { TextField } from '~/components/form/TextField'
import { jsonPlaceOf, type PolicyForm, policyScopes } from '~/domain/policy'
import { m } from '~/i18n/gen/messages'

import { scopeLabel } from './words'

interface Props {
  control: Control<PolicyForm>
  type: string
  /** The scope is chosen once; the contract's patch does not know it. */
  isNew: boolean
}

/** The fields of a policy: its name and place, and its type's own rule. */
export function PolicyFields({ control, type, isNew }: Props) {
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
      <ConfigFields control={control} type={type} />
      <div className="grid gap-4 sm:grid-cols-2">
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

function ConfigFields({ control, type }: Omit<Props, 'isNew'>) {
  if (type === 'rate_limit') return <RateLimitFields control={control} />
  if (type === 'cors') return <CorsFields control={control} />
  return (
    <TextAreaField
      control={control}
      name={`json.${jsonPlaceOf(type)}`}
      label={m.policies_field_json()}
      rows={8}
      mono
    />
  )
}

function RateLimitFields({ control }: Pick<Props, 'control'>) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <NumberField
        control={control}
        name="config.requests_per_minute"
        label={m.policies_field_per_minute()}
        hint={m.policies_field_per_minute_hint()}
      />
      <NumberField
        control={control}
        name="config.burst"
        label={m.policies_field_burst()}
        hint={m.policies_field_burst_hint()}
        optional
      />
    </div>
  )
}

function CorsFields({ control }: Pick<Props, 'control'>) {
  return (
    <>
      <ListField
        control={control}
        name="config.origins"
        label={m.policies_field_origins()}
        hint={m.policies_field_origins_hint()}
        mono
      />
      <ListField
        control={control}
        name="config.methods"
        label={m.policies_field_methods()}
        mono
        optional
      />
      <ListField
        control={control}
        name="config.headers"
        label={m.policies_field_headers()}
        mono
        optional
      />
      <NumberField
        control={control}
        name="config.max_age"
        label={m.policies_field_max_age()}
        optional
      />
    </>
  )
}
