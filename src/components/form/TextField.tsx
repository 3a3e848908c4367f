import { clsx } from 'clsx'
import type { FieldValues } from 'react-hook-form'
import { Field, inputStyle } from './Field'
import type { FieldProps } from './form-types'
import { useField } from './use-field'

interface Props<Values extends FieldValues, Output> extends FieldProps<Values, Output> {
  type?: 'text' | 'email' | 'url' | 'date' | 'datetime-local'
  placeholder?: string
  /** Fixed once the resource exists: readable, selectable, not editable. */
  readOnly?: boolean
  /** Identifiers, addresses and patterns are easier to read in a fixed width. */
  mono?: boolean
  /** Off unless it is something about the reader. */
  autoComplete?: string
}

/** One line of text. */
export function TextField<Values extends FieldValues, Output = Values>({
  type = 'text',
  placeholder,
  readOnly = false,
  mono = false,
  autoComplete = 'off',
  ...props
}: Props<Values, Output>) {
  const { field, error } = useField(props)
  return (
    <Field {...props} error={error}>
      {(input) => (
        <input
          {...input}
          {...field}
          value={field.value ?? ''}
          type={type}
          placeholder={placeholder}
          readOnly={readOnly}
          autoComplete={autoComplete}
          spellCheck={mono ? false : undefined}
          autoCapitalize={mono ? 'none' : undefined}
          className={clsx(inputStyle, mono && 'font-mono text-sm')}
        />
      )}
    </Field>
  )
}
