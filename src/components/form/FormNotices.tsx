import type { ReactNode } from 'react'
import type { FieldValues } from 'react-hook-form'
import type { Failure, FieldFault } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'
import { FailureNote } from '../state/FailureNote'
import { Button } from '../ui/Button'
import { nameOf } from './faults'
import type { FormParts } from './form-types'
import { StaleNotice } from './StaleNotice'
import { isOutcomeUnknown } from './use-form-flow'

interface Props<Values extends FieldValues, Output, Variables> {
  parts: FormParts<Values, Output, Variables>
  unplaced: readonly FieldFault[]
  labelOf: (name: string) => string
  onSubmit: () => void
}

/** What the last attempt came to, above the fields: the cause, and the ways to go on. */
export function FormNotices<Values extends FieldValues, Output, Variables>(
  props: Props<Values, Output, Variables>,
) {
  const { form, mutation, refresh, conflictAction, compare } = props.parts
  const { error: failure } = mutation
  if (failure === null || mutation.isPending) return null
  if (failure.kind === 'stale' && refresh !== undefined) {
    return (
      <StaleNotice
        values={form.getValues()}
        refresh={refresh}
        labelOf={props.labelOf}
        {...(compare && { compare })}
        onKeepMine={props.onSubmit}
        onTakeTheirs={(theirs) => {
          form.reset(theirs)
          mutation.reset()
        }}
      />
    )
  }
  return <Attempt {...props} failure={failure} conflictAction={conflictAction} />
}

interface AttemptProps {
  failure: Failure
  unplaced: readonly FieldFault[]
  conflictAction: ReactNode
  labelOf: (name: string) => string
  onSubmit: () => void
}

function Attempt({ failure, unplaced, conflictAction, labelOf, onSubmit }: AttemptProps) {
  const details = unplaced.map((fault) => (
    <li key={fault.pointer}>
      {m.kit_form_fault_elsewhere({
        field: labelOf(nameOf(fault.pointer)) || fault.pointer,
        detail: fault.detail,
      })}
    </li>
  ))
  if (failure.kind === 'conflict') {
    return (
      <FailureNote
        failure={failure}
        title={m.kit_conflict_title()}
        next={
          <>
            {m.kit_conflict_text()}
            <Faults>{details}</Faults>
          </>
        }
        actions={conflictAction}
      />
    )
  }
  if (isOutcomeUnknown(failure)) {
    return (
      <FailureNote
        failure={failure}
        title={m.kit_unknown_title()}
        next={m.kit_unknown_text()}
        actions={
          <Button size="sm" onClick={onSubmit}>
            {m.kit_unknown_retry()}
          </Button>
        }
      />
    )
  }
  return details.length === 0 ? (
    <FailureNote failure={failure} />
  ) : (
    <FailureNote failure={failure} next={<Faults>{details}</Faults>} />
  )
}

function Faults({ children }: { children: readonly ReactNode[] }) {
  if (children.length === 0) return null
  return <ul className="list-disc pl-5 text-ink">{children}</ul>
}
