import type { Control } from 'react-hook-form'

import { KeyValueField } from '~/components/form/KeyValueField'
import { TextAreaField } from '~/components/form/TextAreaField'
import { TextField } from '~/components/form/TextField'
import type { ConsumerForm } from '~/domain/consumer'
import { m } from '~/i18n/gen/messages'

interface Props {
  control: Control<ConsumerForm>
  /** The external id is chosen once. */
  isNew: boolean
}

/** The fields of a consumer, the same for creating and for editing. */
export function ConsumerFields({ control, isNew }: Props) {
  return (
    <>
      <TextField
        control={control}
        name="external_id"
        label={m.consumers_field_external_id()}
        hint={m.consumers_field_external_id_hint()}
        readOnly={!isNew}
        mono
      />
      <TextField control={control} name="name" label={m.consumers_field_name()} />
      <TextField control={control} name="email" type="email" label={m.consumers_field_email()} />
      <TextField control={control} name="company" label={m.consumers_field_company()} optional />
      <TextAreaField
        control={control}
        name="description"
        label={m.consumers_field_description()}
        optional
      />
      <KeyValueField
        control={control}
        name="consumer_metadata"
        label={m.consumers_field_metadata()}
        hint={m.consumers_field_metadata_hint()}
        optional
      />
    </>
  )
}
