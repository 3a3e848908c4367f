import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'

import type { contracts } from '~/api/contracts'
import { FormDialog } from '~/components/form/FormDialog'
import type { FormMutation } from '~/components/form/form-types'
import { TextAreaField } from '~/components/form/TextAreaField'
import { TextField } from '~/components/form/TextField'
import { type Contract, deprecationForm } from '~/domain/contract'
import { m } from '~/i18n/gen/messages'

/** What one lifecycle step is asked with. */
export type Move = Parameters<NonNullable<ReturnType<typeof contracts.move>['mutationFn']>>[0]

interface Props {
  api: Contract
  mutation: FormMutation<Move>
  onClose: () => void
}

const faults = { reason: m.apis_fault_reason }

/** published -> deprecated: why, and until when. */
export function DeprecateForm({ api, mutation, onClose }: Props) {
  const form = useForm({
    resolver: zodResolver(deprecationForm(faults)),
    defaultValues: { reason: '', sunset_at: '' },
  })
  return (
    <FormDialog
      title={m.apis_deprecate()}
      description={m.apis_deprecate_consequence()}
      form={form}
      mutation={mutation}
      toRequest={({ reason, sunset_at }) => ({
        id: api.id,
        etag: api.etag,
        step: {
          to: 'deprecate',
          reason,
          ...(sunset_at !== '' && { sunset_at: new Date(sunset_at).toISOString() }),
        },
      })}
      onClose={onClose}
      submitLabel={m.apis_deprecate()}
    >
      <TextAreaField control={form.control} name="reason" label={m.apis_deprecate_reason()} />
      <TextField
        control={form.control}
        name="sunset_at"
        type="datetime-local"
        label={m.apis_deprecate_sunset()}
        optional
      />
    </FormDialog>
  )
}
