/**
 * What happens between pressing Save and leaving the form: one request at a time, the server's faults at their
 * fields, the first of them focused, nothing typed lost. `FormDialog` is the look of this.
 */
import { useRef, useState, type SyntheticEvent } from 'react'
import { useFormState, type FieldPath, type FieldValues } from 'react-hook-form'
import type { Failure, FailureKind, FieldFault } from '~/domain/failure'
import { placeFaults } from './faults'
import type { FormParts, Requesting } from './form-types'
import { useIdempotencyKey } from './idempotency'
import { useLeaveGuard } from './use-leave-guard'

/** After these nobody knows whether the request was carried out. */
const unknownOutcome = new Set<FailureKind>([
  'timeout',
  'unreachable',
  'bad-gateway',
  'server',
  'malformed',
])

export const isOutcomeUnknown = (failure: Failure): boolean => unknownOutcome.has(failure.kind)

export function useFormFlow<Values extends FieldValues, Output, Variables>(
  props: FormParts<Values, Output, Variables> & Requesting<Output, Variables>,
) {
  const { form, mutation, onClose, fieldOf } = props
  const element = useRef<HTMLFormElement>(null)
  const isUnderWay = useRef(false)
  // What was saved last: while the form still stands there after its success, pressing again is not another wish.
  const saved = useRef<string>(undefined)
  const [unplaced, setUnplaced] = useState<readonly FieldFault[]>([])
  const idempotency = useIdempotencyKey()
  const { isDirty } = useFormState({ control: form.control })
  const guard = useLeaveGuard({ isDirty, mutation, onClose })

  const fieldElement = (name: string) =>
    element.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`) ?? null

  const onFailure = (failure: Failure) => {
    isUnderWay.current = false
    if (!isOutcomeUnknown(failure)) idempotency.settle()
    const faults = placeFaults(failure.fields, (name) => fieldElement(name) !== null, fieldOf)
    for (const { name, detail } of faults.placed) {
      // `placeFaults` gives only names of fields that the form shows.
      form.setError(name as FieldPath<Values>, { type: 'server', message: detail })
    }
    setUnplaced(faults.unplaced)
    if (faults.placed.length > 0) focusFirstFault(element.current)
  }

  const send = (values: Output) => {
    setUnplaced([])
    // Left out only where the values are what the mutation takes: `Requesting` sees to that.
    const toRequest = (props.toRequest ?? ((same: Output) => same)) as (
      values: Output,
      key: string,
    ) => Variables
    mutation.mutate(toRequest(values, idempotency.keyFor(values)), {
      onError: onFailure,
      onSuccess: () => {
        isUnderWay.current = false
        idempotency.settle()
        saved.current = JSON.stringify(form.getValues())
        // What was sent is the new ground: nothing is unsaved any more.
        form.reset(form.getValues())
      },
    })
  }

  const submit = async (event?: SyntheticEvent) => {
    // React hands events through portals and dialogs to the outer form: this one is ours alone.
    event?.preventDefault()
    event?.stopPropagation()
    if (props.blockedBecause !== undefined) return
    if (isUnderWay.current || saved.current === JSON.stringify(form.getValues())) return
    isUnderWay.current = true
    await form.handleSubmit(send, () => {
      isUnderWay.current = false
      focusFirstFault(element.current)
    })()
  }

  return {
    element,
    guard,
    unplaced,
    submit,
    labelOf: (name: string) => fieldElement(name)?.dataset['label'] ?? name,
  }
}

/** Once the faults are drawn, the reader is taken to the first of them, in reading order. */
function focusFirstFault(form: HTMLFormElement | null): void {
  setTimeout(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), 0)
}
