import type { Control, FieldPath, FieldValues, UseFormReturn } from 'react-hook-form'
import type { Failure } from '~/domain/failure'

/** What a form needs of a TanStack mutation; `useMutation(…)` fits as it is. */
export interface FormMutation<Variables> {
  mutate: (
    variables: Variables,
    options?: { onSuccess?: () => void; onError?: (failure: Failure) => void },
  ) => void
  reset: () => void
  isPending: boolean
  isSuccess: boolean
  error: Failure | null
}

/**
 * From the form's values to what the mutation takes. `idempotencyKey` is made when the form opens and stays the same
 * until the answer is known. May be left out only where the values are what the mutation takes.
 */
export type Requesting<Output, Variables> = [Output] extends [Variables]
  ? { toRequest?: (values: Output, idempotencyKey: string) => Variables }
  : { toRequest: (values: Output, idempotencyKey: string) => Variables }

export interface FormParts<Values extends FieldValues, Output, Variables> {
  form: UseFormReturn<Values, unknown, Output>
  mutation: FormMutation<Variables>
  /** Somebody wants to leave the form, and has confirmed it where there was something to lose. */
  onClose: () => void
  /**
   * Reads the resource again and returns its values, for the comparison when somebody else has changed it meanwhile
   * (412). The next `toRequest` has to use the new ETag.
   */
  refresh?: () => Promise<Values>
  /** How the person's values stand beside the current ones (412); field by field where it is left out. */
  compare?: (mine: Values, theirs: Values) => React.ReactNode
  /** Why what is typed cannot be sent as it is: saving is off as long as it is said. */
  blockedBecause?: string | undefined
  /** The way to what is already there, on a 409: a link. */
  conflictAction?: React.ReactNode
  /** Name of the field that a JSON pointer of the request means, where the two have different shapes. */
  fieldOf?: (pointer: string) => string | undefined
}

/** What every field takes. */
export interface FieldProps<Values extends FieldValues, Output = Values> {
  control: Control<Values, unknown, Output>
  name: FieldPath<Values>
  label: string
  hint?: React.ReactNode
  /** May be left empty. Said beside the label; what is not optional is required. */
  optional?: boolean
}
