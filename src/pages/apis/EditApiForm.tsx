import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useLocation, useNavigate } from 'react-router'

import { contracts } from '~/api/contracts'
import { queryClient } from '~/api/query-client'
import { useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { FormDialog } from '~/components/form/FormDialog'
import { toast } from '~/components/ui/toast'
import { contractForm, contractFormOf, contractPatch } from '~/domain/contract'
import { m } from '~/i18n/gen/messages'

import { ContractFields } from './ContractFields'
import { PendingChanges, PendingFields } from './PendingChanges'
import { faults } from './words'

export function Component() {
  const tenant = useParam('tenant')
  const id = useParam('id')
  const navigate = useNavigate()
  // Back to the tab it was opened from.
  const { search } = useLocation()
  const close = () => void navigate({ pathname: paths.api({ tenant, id }), search })
  const detail = contracts.detail(tenant, id)
  const { data } = useSuspenseQuery(detail)
  // What the form was opened on: a refresh behind it must not become the ground of its changes unseen.
  const [base, setBase] = useState(data)
  const form = useForm({
    resolver: zodResolver(contractForm(faults)),
    defaultValues: contractFormOf(base),
  })
  const update = useMutation({
    ...contracts.update(tenant),
    onSuccess: (_, { patch }) => {
      toast(patch ? m.apis_saved() : m.apis_nothing_changed(), patch ? 'ok' : 'info')
      close()
    },
  })
  const refresh = async () => {
    const current = await queryClient.query({ ...detail, staleTime: 0 })
    setBase(current)
    return contractFormOf(current)
  }
  return (
    <FormDialog
      title={m.apis_edit_title({ name: base.apiName })}
      size="lg"
      form={form}
      mutation={update}
      toRequest={(values) => ({
        id,
        etag: base.etag,
        patch: contractPatch(contractFormOf(base), values),
      })}
      refresh={refresh}
      aside={<PendingFields control={form.control} base={base} />}
      onClose={close}
      submitLabel={m.apis_save()}
    >
      <ContractFields control={form.control} isNew={false} />
      <PendingChanges control={form.control} base={base} />
    </FormDialog>
  )
}
