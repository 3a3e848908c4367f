import type { FieldValues } from 'react-hook-form'
import { m } from '~/i18n/gen/messages'
import { Field, inputStyle } from './Field'
import type { FieldProps } from './form-types'
import { useField } from './use-field'

export interface Option {
  value: string
  label: string
}

interface Props<Values extends FieldValues, Output> extends FieldProps<Values, Output> {
  options: readonly Option[]
  /** The line for "nothing chosen"; without one a value is always chosen. */
  placeholder?: string
  disabled?: boolean
}

/** One of a few values, by the browser's own select. A value that is not among the options is shown as it is. */
export function SelectField<Values extends FieldValues, Output = Values>({
  options,
  placeholder,
  disabled = false,
  ...props
}: Props<Values, Output>) {
  const { field, error } = useField(props)
  const value: string = field.value ?? ''
  const isKnown = options.some((option) => option.value === value)
  return (
    <Field {...props} error={error}>
      {(input) => (
        <select {...input} {...field} value={value} disabled={disabled} className={inputStyle}>
          {(placeholder !== undefined || value === '') && (
            <option value="">{placeholder ?? m.kit_select_choose()}</option>
          )}
          {!isKnown && value !== '' && <option value={value}>{value}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
