import { type UseFormReturn, useWatch } from 'react-hook-form'

import { KeyValueField } from '~/components/form/KeyValueField'
import { SelectField } from '~/components/form/SelectField'
import { TextAreaField } from '~/components/form/TextAreaField'
import { TextField } from '~/components/form/TextField'
import type { CallForm } from '~/domain/call'
import { m } from '~/i18n/gen/messages'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

interface Props {
  base: string
  form: UseFormReturn<CallForm>
}

/** The request of a test call, but for its key. */
export function CallFields({ base, form }: Props) {
  const { control } = form
  const method = useWatch({ control, name: 'method' })
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-[8rem_1fr]">
        <SelectField
          control={control}
          name="method"
          label={m.call_method()}
          options={methods.map((value) => ({ value, label: value }))}
        />
        <TextField
          control={control}
          name="path"
          label={m.call_path()}
          hint={m.call_path_hint({ path: base })}
          mono
          optional
        />
      </div>
      <KeyValueField control={control} name="query" label={m.call_query()} optional />
      <KeyValueField control={control} name="headers" label={m.call_request_headers()} optional />
      {(method !== 'GET' && method !== 'HEAD') || form.getValues('body') !== '' ? (
        <TextAreaField
          control={control}
          name="body"
          label={m.call_request_body()}
          hint={m.call_request_body_hint()}
          mono
          optional
        />
      ) : null}
    </>
  )
}
