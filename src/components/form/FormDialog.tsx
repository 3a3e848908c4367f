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
    /** What is saved takes something away from somebody. */
    isDangerous?: boolean
    size?: 'sm' | 'md' | 'lg'
    /** Beside the buttons: another way to have it done. */
    aside?: ReactNode
    children: ReactNode
  }

/**
 * A form in a dialog, of a whole react-hook-form and a whole mutation: pending, failures, faults at their fields,
 * repeated and lost requests and unsaved text are taken care of here and cannot be left out.
 */
export function FormDialog<Values extends FieldValues, Output, Variables>(
  props: Props<Values, Output, Variables>,
) {
  const {
    title,
    description,
    submitLabel = m.kit_save(),
    isDangerous = false,
    size = 'md',
    mutation,
    children,
    blockedBecause,
    aside,
  } = props
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
            <output className="mr-auto self-center text-sm text-bad">{blockedBecause}</output>
            {aside}
            <Button variant="ghost" onClick={flow.guard.requestClose}>
              {m.kit_cancel()}
            </Button>
            <Submit isPending={mutation.isPending} {...{ blockedBecause, isDangerous }}>
              {submitLabel}
            </Submit>
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

interface SubmitProps {
  isPending: boolean
  blockedBecause: string | undefined
  isDangerous: boolean
  children: string
}

function Submit({ isPending, blockedBecause, isDangerous, children }: SubmitProps) {
  return (
    <Button
      variant={isDangerous ? 'danger' : 'primary'}
      type="submit"
      pending={isPending}
      disabled={blockedBecause !== undefined}
      title={blockedBecause}
    >
      {children}
    </Button>
  )
}
