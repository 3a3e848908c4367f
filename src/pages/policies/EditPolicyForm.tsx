import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'

import { policies } from '~/api/policies'
import { queryClient } from '~/api/query-client'
import { useParam, useSearch } from '~/app/params'
import { paths } from '~/app/paths'
import { FormDialog } from '~/components/form/FormDialog'
import { toast } from '~/components/ui/toast'
import { plainName } from '~/components/ui/name-parts'
import { withCorsAddition } from '~/domain/cors-draft'
import { policyPatch } from '~/domain/policy'
import { type PolicyForm, policyFieldOf, policyForm, policyFormOf } from '~/domain/policy-form'
import { m } from '~/i18n/gen/messages'

import type { ConfigView } from './ConfigEditor'
import { PolicyFields } from './PolicyFields'
import { TypedWhatIf } from './LimitWhatIf'
import { additionOf, corsDraftSearch } from './search'
import { StalePolicy } from './StalePolicy'
import { useBlocked } from './use-blocked'
import { faults } from './words'

const compareWithTheirs = (mine: PolicyForm, theirs: PolicyForm) => (
  <StalePolicy mine={mine} theirs={theirs} />
)

export function Component() {
  const tenant = useParam('tenant')
  const id = useParam('id')
  const navigate = useNavigate()
  const close = () => void navigate(paths.policy({ tenant, id }))
  const detail = policies.detail(tenant, id)
  const { data } = useSuspenseQuery(detail)
  // What the form was opened on: a refresh behind it must not become the ground of its changes unseen.
  const [base, setBase] = useState(data)
  const [view, setView] = useState<ConfigView>('form')
  const opened = policyFormOf(base)
  const known = Object.keys(opened.rest[base.policy_type] ?? {})
  const [search] = useSearch(corsDraftSearch)
  const [drafted] = useState(() =>
    base.policy_type === 'cors' ? withCorsAddition(opened, additionOf(search)) : opened,
  )
  const form = useForm<PolicyForm>({
    resolver: zodResolver(policyForm(faults, known)),
    defaultValues: drafted,
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
      toRequest={(values) => ({ id, etag: base.etag, patch: policyPatch(opened, values) })}
      fieldOf={(pointer) => policyFieldOf(base.policy_type, pointer, view === 'json')}
      blockedBecause={useBlocked(form, view, known)}
      refresh={refresh}
      compare={compareWithTheirs}
      onClose={close}
      submitLabel={m.policies_save()}
    >
      <PolicyFields form={form} view={view} onView={setView} known={known} isNew={false} />
      <TypedWhatIf control={form.control} tenant={tenant} policy={id} />
    </FormDialog>
  )
}
