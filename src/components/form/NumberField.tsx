import { clsx } from 'clsx'
import { useState } from 'react'
import type { FieldValues } from 'react-hook-form'
import { Field, inputStyle } from './Field'
import type { FieldProps } from './form-types'
import { useField } from './use-field'

interface Props<Values extends FieldValues, Output> extends FieldProps<Values, Output> {
  /** Said after the box: "requests", "s". */
  unit?: string
  placeholder?: string
}

/** `''` is null, what is no number is NaN: the form's rules say what they think of either. */
function parse(text: string): number | null {
  const plain = text.trim().replace(',', '.')
  if (plain === '') return null
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}

const textOf = (value: unknown): string =>
  typeof value === 'number' && Number.isFinite(value) ? String(value) : ''

/**
 * A number. The text is kept as it was typed (no wheel, no rounding, no vanishing letters as `type=number` has them);
 * the form's value is a number, null when empty, NaN when it is no number.
 */
export function NumberField<Values extends FieldValues, Output = Values>({
  unit,
  placeholder,
  ...props
}: Props<Values, Output>) {
  const { field, error } = useField(props)
  const [text, setText] = useState(() => textOf(field.value))
  // Changed from outside (a preset, "take theirs"): then the typed text is no longer what the form holds.
  const shown = Object.is(parse(text), field.value ?? null) ? text : textOf(field.value)
  return (
    <Field {...props} error={error}>
      {(input) => (
        <span className="flex items-center gap-2">
          <input
            {...input}
            {...field}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            placeholder={placeholder}
            value={shown}
            onChange={(event) => {
              setText(event.target.value)
              field.onChange(parse(event.target.value))
            }}
            className={clsx(inputStyle, 'max-w-40 tabular-nums')}
          />
          {unit !== undefined && <span className="text-muted">{unit}</span>}
        </span>
      )}
    </Field>
  )
}
