import { useId } from 'react'
import type { FieldValues } from 'react-hook-form'
import { Fault, idsOf } from './Field'
import type { FieldProps } from './form-types'
import { useField } from './use-field'

/** On or off; it takes effect when the form is saved, as everything in it. */
export function SwitchField<Values extends FieldValues, Output = Values>({
  label,
  hint,
  ...props
}: Omit<FieldProps<Values, Output>, 'optional'>) {
  const { field, error } = useField(props)
  const id = useId()
  const { ref, name, value, onBlur, onChange } = field
  const isOn = value === true
  return (
    <div data-field={name} data-label={label} className="flex min-w-0 flex-col gap-1">
      <span className="flex items-center gap-2.5">
        <input
          id={id}
          name={name}
          ref={ref}
          onBlur={onBlur}
          type="checkbox"
          role="switch"
          checked={isOn}
          aria-checked={isOn}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={idsOf(
            hint !== undefined && `${id}-hint`,
            error !== undefined && `${id}-error`,
          )}
          onChange={(event) => onChange(event.target.checked)}
          className={switchStyle}
        />
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
      </span>
      {error !== undefined && <Fault id={`${id}-error`}>{error}</Fault>}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}

const switchStyle = [
  'relative h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full border border-edge bg-sunken transition-colors',
  'after:absolute after:top-[2px] after:left-[2px] after:size-3.5 after:rounded-full after:bg-edge after:transition-transform',
  'checked:border-accent checked:bg-accent checked:after:translate-x-4 checked:after:bg-on-accent',
].join(' ')
