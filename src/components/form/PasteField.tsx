import type { FieldValues } from 'react-hook-form'

import { Field, inputStyle } from './Field'
import type { FieldProps } from './form-types'
import { useField } from './use-field'

/** A secret to be pasted for one use: not shown, not offered to be saved, not filled in again. */
export function PasteField<Values extends FieldValues, Output = Values>(
  props: FieldProps<Values, Output>,
) {
  const { field, error } = useField(props)
  return (
    <Field {...props} error={error}>
      {(input) => (
        <input
          {...input}
          {...field}
          value={field.value ?? ''}
          type="password"
          autoComplete="off"
          data-1p-ignore
          data-lpignore="true"
          spellCheck={false}
          className={`${inputStyle} font-mono text-sm`}
        />
      )}
    </Field>
  )
}
