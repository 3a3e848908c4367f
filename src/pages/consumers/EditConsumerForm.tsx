import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'

import { consumers } from '~/api/consumers'
import { queryClient } from '~/api/query-client'
import { useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { FormDialog } from '~/components/form/FormDialog'
import { toast } from '~/components/ui/toast'
import { plainName } from '~/components/ui/name-parts'
import { consumerForm, consumerFormOf, consumerPatch } from '~/domain/consumer'
import { m } from '~/i18n/gen/messages'

import { ConsumerFields } from './ConsumerFields'
import { faults } from './words'

export function Component() {
  const tenant = useParam('tenant')
  const id = useParam('id')
  const navigate = useNavigate()
  const close = () => void navigate(paths.consumer({ tenant, id }))
  const detail = consumers.detail(tenant, id)
  const { data } = useSuspenseQuery(detail)
  // What the form was opened on: a refresh behind it must not become the ground of its changes unseen.
  const [base, setBase] = useState(data)
  const form = useForm({
    resolver: zodResolver(consumerForm(faults)),
    defaultValues: consumerFormOf(base),
  })
  const update = useMutation({
    ...consumers.update(tenant),
    onSuccess: (_, { patch }) => {
      toast(patch ? m.consumers_saved() : m.consumers_nothing_changed(), patch ? 'ok' : 'info')
      close()
    },
  })
  const refresh = async () => {
    const current = await queryClient.query({ ...detail, staleTime: 0 })
    setBase(current)
    return consumerFormOf(current)
  }
  return (
    <FormDialog
      title={m.consumers_edit_title({ name: plainName(base.name) })}
      form={form}
      mutation={update}
      toRequest={(values) => ({ id, etag: base.etag, patch: consumerPatch(base, values) })}
      refresh={refresh}
      onClose={close}
      submitLabel={m.consumers_save()}
    >
      <ConsumerFields control={form.control} isNew={false} />
    </FormDialog>
  )
}
