import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { type Control, useForm, useWatch } from 'react-hook-form'
import { useLocation, useNavigate } from 'react-router'

import { consumers } from '~/api/consumers'
import { useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { FormDialog } from '~/components/form/FormDialog'
import { Code } from '~/components/ui/Code'
import { toast } from '~/components/ui/toast'
import { plainName } from '~/components/ui/name-parts'
import { type ConsumerForm, consumerForm, newConsumer, newConsumerForm } from '~/domain/consumer'
import { curl } from '~/domain/curl'
import { useFormReturn } from '~/features/form-return/use-form-return'
import { m } from '~/i18n/gen/messages'

import { ConsumerFields } from './ConsumerFields'
import { faults } from './words'

export function Component() {
  const tenant = useParam('tenant')
  const navigate = useNavigate()
  const formReturn = useFormReturn()
  const { search } = useLocation()
  const close = () => void navigate(formReturn ?? { pathname: paths.consumers({ tenant }), search })
  const form = useForm({
    resolver: zodResolver(consumerForm(faults)),
    defaultValues: newConsumerForm,
  })
  const create = useMutation({
    ...consumers.create(tenant),
    onSuccess: (consumer) => {
      toast(m.consumers_created({ name: plainName(consumer.name) }))
      void navigate(formReturn ?? paths.consumer({ tenant, id: consumer.id }))
    },
  })
  return (
    <FormDialog
      title={m.consumers_new()}
      form={form}
      mutation={create}
      toRequest={(values, idempotencyKey) => ({ consumer: newConsumer(values), idempotencyKey })}
      onClose={close}
      submitLabel={m.consumers_create()}
    >
      <ConsumerFields control={form.control} isNew />
      <AsCurl control={form.control} tenant={tenant} />
    </FormDialog>
  )
}

function AsCurl({ control, tenant }: { control: Control<ConsumerForm>; tenant: string }) {
  // The form's defaults are whole, so what is watched is whole.
  const body = newConsumer(useWatch({ control }) as ConsumerForm)
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium">{m.consumers_curl()}</summary>
      <div className="pt-2">
        <Code label={m.consumers_curl()}>
          {curl({
            method: 'POST',
            base: 'STOA_API_URL',
            path: ['v1', 'consumers', tenant],
            credential: 'TOKEN',
            body,
          })}
        </Code>
      </div>
    </details>
  )
}
