import type { Control } from 'react-hook-form'

import { NumberField } from '~/components/form/NumberField'
import { SwitchField } from '~/components/form/SwitchField'
import { TextAreaField } from '~/components/form/TextAreaField'
import { TextField } from '~/components/form/TextField'
import type { PlanForm } from '~/domain/plan'
import { m } from '~/i18n/gen/messages'

interface Props {
  control: Control<PlanForm>
  /** The short name is chosen once. */
  isNew: boolean
}

/** The fields of a plan, the same for creating and for editing. */
export function PlanFields({ control, isNew }: Props) {
  return (
    <>
      <TextField control={control} name="name" label={m.plans_field_name()} />
      <TextField
        control={control}
        name="slug"
        label={m.plans_field_slug()}
        hint={m.plans_field_slug_hint()}
        readOnly={!isNew}
        mono
      />
      <TextAreaField
        control={control}
        name="description"
        label={m.plans_field_description()}
        hint={m.plans_field_description_hint()}
        optional
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          control={control}
          name="rate_limit_per_minute"
          label={m.plans_field_minute()}
          unit={m.plans_unit()}
          optional
        />
        <NumberField
          control={control}
          name="burst_limit"
          label={m.plans_field_burst()}
          unit={m.plans_unit()}
          optional
        />
        <NumberField
          control={control}
          name="daily_request_limit"
          label={m.plans_field_day()}
          unit={m.plans_unit()}
          optional
        />
        <NumberField
          control={control}
          name="monthly_request_limit"
          label={m.plans_field_month()}
          unit={m.plans_unit()}
          optional
        />
      </div>
      <p className="text-sm text-muted">{m.plans_limits_hint()}</p>
      <SwitchField
        control={control}
        name="requires_approval"
        label={m.plans_field_approval()}
        hint={m.plans_field_approval_hint()}
      />
    </>
  )
}
