import { useController, type FieldValues } from 'react-hook-form'
import { m } from '~/i18n/gen/messages'
import type { FieldProps } from './form-types'

/** A field's value, its fault in words, and the means to change it. */
export function useField<Values extends FieldValues, Output>({
  control,
  name,
}: Pick<FieldProps<Values, Output>, 'control' | 'name'>) {
  const { field, fieldState } = useController({ control, name })
  return { field, error: wordsOf(fieldState.error) }
}

/** A rule without words of its own gets ours; faults inside a list or an object are said by the first of them. */
function wordsOf(error: object | undefined): string | undefined {
  if (error === undefined) return undefined
  if ('message' in error && typeof error.message === 'string') {
    return error.message === '' || error.message === 'Invalid input'
      ? m.kit_field_invalid()
      : error.message
  }
  const inner = Object.values(error).find((value) => typeof value === 'object' && value !== null)
  return typeof inner === 'object' && inner !== null ? wordsOf(inner) : m.kit_field_invalid()
}
