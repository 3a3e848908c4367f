import { clsx } from 'clsx'
import type { FieldValues } from 'react-hook-form'
import { Field, inputStyle } from './Field'
import type { FieldProps } from './form-types'
import { useField } from './use-field'

interface Props<Values extends FieldValues, Output> extends FieldProps<Values, Output> {
  rows?: number
  placeholder?: string
  mono?: boolean
}

/** Several lines of text; grows with what is typed where the browser can. */
export function TextAreaField<Values extends FieldValues, Output = Values>({
  rows = 3,
  placeholder,
  mono = false,
  ...props
}: Props<Values, Output>) {
  const { field, error } = useField(props)
  return (
    <Field {...props} error={error}>
      {(input) => (
        <textarea
          {...input}
          {...field}
          value={field.value ?? ''}
          rows={rows}
          placeholder={placeholder}
          spellCheck={mono ? false : undefined}
          className={clsx(
            inputStyle,
            'field-sizing-content max-h-80 resize-y',
            mono && 'font-mono text-sm',
          )}
        />
      )}
    </Field>
  )
}
