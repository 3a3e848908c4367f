import type { FieldValues } from 'react-hook-form'
import type { FieldProps } from './form-types'
import { Field } from './Field'
import { useField } from './use-field'

/** On or off; it takes effect when the form is saved, as everything in it. */
export function SwitchField<Values extends FieldValues, Output = Values>(
  props: Omit<FieldProps<Values, Output>, 'optional'>,
) {
  const { field, error } = useField(props)
  return (
    <Field {...props} optional={undefined} error={error}>
      {(input) => (
        <input
          {...input}
          aria-required={undefined}
          name={field.name}
          ref={field.ref}
          onBlur={field.onBlur}
          type="checkbox"
          role="switch"
          checked={field.value === true}
          aria-checked={field.value === true}
          onChange={(event) => field.onChange(event.target.checked)}
          className={switchStyle}
        />
      )}
    </Field>
  )
}

const switchStyle = [
  'relative h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full border border-edge bg-sunken transition-colors',
  'after:absolute after:top-[2px] after:left-[2px] after:size-3.5 after:rounded-full after:bg-edge after:transition-transform',
  'checked:border-accent checked:bg-accent checked:after:translate-x-4 checked:after:bg-on-accent',
].join(' ')
