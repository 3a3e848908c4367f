import { zodResolver } from '@hookform/resolvers/zod'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'

import { FormDialog } from '~/components/form/FormDialog'
import type { FormMutation } from '~/components/form/form-types'
import { TextAreaField } from '~/components/form/TextAreaField'
import { reasonForm } from '~/domain/subscription'
import { m } from '~/i18n/gen/messages'

interface Props<Variables> {
  title: string
  /** Who is cut off or let in again, and when. */
  consequence: string
  confirmLabel: string
  /** It takes access away. */
  isDangerous: boolean
  isRequired?: boolean
  /** What is at stake, measured. */
  children?: ReactNode
  mutation: FormMutation<Variables>
  /** @param reason undefined when none was given */
  toRequest: (reason: string | undefined) => Variables
  onClose: () => void
}

/** Asks before access is given or taken, and why; the reason is kept and shown with the status. */
export function ReasonForm<Variables>(props: Props<Variables>) {
  const { isRequired = false } = props
  const fault = isRequired ? m.consumers_fault_reason_required : m.consumers_fault_reason
  const form = useForm({
    resolver: zodResolver(reasonForm({ isRequired, fault })),
    defaultValues: { reason: '' },
  })
  return (
    <FormDialog
      title={props.title}
      description={props.consequence}
      size="sm"
      form={form}
      mutation={props.mutation}
      toRequest={({ reason }: { reason: string }) =>
        props.toRequest(reason === '' ? undefined : reason)
      }
      onClose={props.onClose}
      submitLabel={props.confirmLabel}
      isDangerous={props.isDangerous}
    >
      {props.children}
      <TextAreaField
        control={form.control}
        name="reason"
        label={m.consumers_reason_required()}
        optional={!isRequired}
      />
    </FormDialog>
  )
}
