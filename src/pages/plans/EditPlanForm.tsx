import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { LoaderFunctionArgs } from 'react-router'
import { useLocation, useNavigate } from 'react-router'

import { plans } from '~/api/plans'
import { queryClient } from '~/api/query-client'
import { param, useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { FormDialog } from '~/components/form/FormDialog'
import { plainName } from '~/components/ui/name-parts'
import { toast } from '~/components/ui/toast'
import { planForm, planFormOf, planPatch } from '~/domain/plan'
import { m } from '~/i18n/gen/messages'

import { PlanFields } from './PlanFields'
import { faults } from './words'

export function loader({ params }: LoaderFunctionArgs) {
  return queryClient.query(plans.detail(param(params, 'tenant'), param(params, 'id')))
}

export function Component() {
  const tenant = useParam('tenant')
  const id = useParam('id')
  const navigate = useNavigate()
  const { search } = useLocation()
  const close = () => void navigate({ pathname: paths.plans({ tenant }), search })
  const detail = plans.detail(tenant, id)
  const { data } = useSuspenseQuery(detail)
  // What the form was opened on: a refresh behind it must not become the ground of its changes unseen.
  const [base, setBase] = useState(data)
  const form = useForm({
    resolver: zodResolver(planForm(faults)),
    defaultValues: planFormOf(base),
  })
  const update = useMutation({
    ...plans.update(tenant),
    onSuccess: (_, { patch }) => {
      toast(patch ? m.plans_saved() : m.plans_nothing_changed(), patch ? 'ok' : 'info')
      close()
    },
  })
  const refresh = async () => {
    const current = await queryClient.query({ ...detail, staleTime: 0 })
    setBase(current)
    return planFormOf(current)
  }
  return (
    <FormDialog
      title={m.plans_edit_title({ name: plainName(base.name) })}
      {...(base.subscription_count > 0 && {
        description: m.plans_edit_consequence({ count: base.subscription_count }),
      })}
      form={form}
      mutation={update}
      toRequest={(values) => ({ id, etag: base.etag, patch: planPatch(base, values) })}
      refresh={refresh}
      onClose={close}
      submitLabel={m.plans_save()}
    >
      <PlanFields control={form.control} isNew={false} />
    </FormDialog>
  )
}
