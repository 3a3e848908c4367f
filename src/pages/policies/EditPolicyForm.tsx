import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'

import { policies } from '~/api/policies'
import { queryClient } from '~/api/query-client'
import { useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { FormDialog } from '~/components/form/FormDialog'
import { toast } from '~/components/ui/toast'
import { plainName } from '~/components/ui/name-parts'
import { policyFieldOf, policyForm, policyFormOf, policyPatch } from '~/domain/policy'
import { m } from '~/i18n/gen/messages'

import { PolicyFields } from './PolicyFields'
import { faults } from './words'

export function Component() {
  const tenant = useParam('tenant')
  const id = useParam('id')
  const navigate = useNavigate()
  const close = () => void navigate(paths.policy({ tenant, id }))
  const detail = policies.detail(tenant, id)
  const { data } = useSuspenseQuery(detail)
  // What the form was opened on: a refresh behind it must not become the ground of its changes unseen.
  const [base, setBase] = useState(data)
  const form = useForm({
    resolver: zodResolver(policyForm(base.policy_type, faults)),
    defaultValues: policyFormOf(base),
  })
  const update = useMutation({
    ...policies.update(tenant),
    onSuccess: (_, { patch }) => {
      toast(patch ? m.policies_saved() : m.policies_nothing_changed(), patch ? 'ok' : 'info')
      close()
    },
  })
  const refresh = async () => {
    const current = await queryClient.query({ ...detail, staleTime: 0 })
    setBase(current)
    return policyFormOf(current)
  }
  return (
    <FormDialog
      title={m.policies_edit_title({ name: plainName(base.name) })}
      size="lg"
      form={form}
      mutation={update}
      toRequest={(values) => ({
        id,
        etag: base.etag,
        patch: policyPatch(policyFormOf(base), values),
      })}
      fieldOf={(pointer) => policyFieldOf(base.policy_type, pointer)}
      refresh={refresh}
      onClose={close}
      submitLabel={m.policies_save()}
    >
      <PolicyFields control={form.control} type={base.policy_type} isNew={false} />
    </FormDialog>
  )
}
