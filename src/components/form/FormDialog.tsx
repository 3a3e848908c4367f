import type { ReactNode } from 'react'
import type { FieldValues } from 'react-hook-form'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { PendingStatus } from '../ui/PendingStatus'
import { FormNotices } from './FormNotices'
import type { FormParts, Requesting } from './form-types'
import { LeaveQuestion } from './LeaveQuestion'
import { useFormFlow } from './use-form-flow'

type Props<Values extends FieldValues, Output, Variables> = FormParts<Values, Output, Variables> &
  Requesting<Output, Variables> & {
    title: ReactNode
    /** What the form is for, or what happens on saving. */
    description?: ReactNode
    submitLabel?: string
    size?: 'sm' | 'md' | 'lg'
    children: ReactNode
  }

/**
 * A form in a dialog, of a whole react-hook-form and a whole mutation: pending, failures, faults at their fields,
 * repeated and lost requests and unsaved text are taken care of here and cannot be left out.
 */
export function FormDialog<Values extends FieldValues, Output, Variables>(
  props: Props<Values, Output, Variables>,
) {
  const { title, description, submitLabel = m.kit_save(), size = 'md', mutation, children } = props
  const { element, ...flow } = useFormFlow(props)
  return (
    <>
      <Dialog
        title={title}
        size={size}
        onClose={flow.guard.requestClose}
        form={{
          ref: element,
          noValidate: true,
          onSubmit: (event) => void flow.submit(event),
        }}
        footer={
          <>
            <Button variant="ghost" onClick={flow.guard.requestClose}>
              {m.kit_cancel()}
            </Button>
            <Button variant="primary" type="submit" pending={mutation.isPending}>
              {submitLabel}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          {description !== undefined && <p className="text-muted">{description}</p>}
          <FormNotices
            parts={props}
            unplaced={flow.unplaced}
            labelOf={flow.labelOf}
            onSubmit={() => void flow.submit()}
          />
          {children}
          <PendingStatus isPending={mutation.isPending} />
        </div>
      </Dialog>
      <LeaveQuestion guard={flow.guard} />
    </>
  )
}
