import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'

import type { contracts } from '~/api/contracts'
import { FormDialog } from '~/components/form/FormDialog'
import type { FormMutation } from '~/components/form/form-types'
import { TextAreaField } from '~/components/form/TextAreaField'
import { TextField } from '~/components/form/TextField'
import { type Contract, deprecationForm } from '~/domain/contract'
import { stepCommand } from '~/domain/contract-commands'
import { m } from '~/i18n/gen/messages'

import { ApiAtStake } from './ApiAtStake'
import { CopyCurl } from './CopyCurl'

/** What one lifecycle step is asked with. */
export type Move = Parameters<NonNullable<ReturnType<typeof contracts.move>['mutationFn']>>[0]

interface Props {
  tenant: string
  api: Contract
  mutation: FormMutation<Move>
  onClose: () => void
}

const faults = { reason: m.apis_fault_reason }

/** published -> deprecated: why, and until when. */
export function DeprecateForm({ tenant, api, mutation, onClose }: Props) {
  const form = useForm({
    resolver: zodResolver(deprecationForm(faults)),
    defaultValues: { reason: '', sunset_at: '' },
  })
  const stepOf = ({ reason, sunset_at }: { reason: string; sunset_at: string }) => ({
    to: 'deprecate' as const,
    reason,
    ...(sunset_at !== '' && { sunset_at: new Date(sunset_at).toISOString() }),
  })
  return (
    <FormDialog
      title={m.apis_deprecate()}
      description={m.apis_deprecate_consequence()}
      form={form}
      mutation={mutation}
      toRequest={(values) => ({ id: api.id, etag: api.etag, step: stepOf(values) })}
      aside={<CopyCurl command={() => stepCommand(api, stepOf(form.getValues()))} />}
      onClose={onClose}
      submitLabel={m.apis_deprecate()}
    >
      <ApiAtStake tenant={tenant} api={api} />
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
