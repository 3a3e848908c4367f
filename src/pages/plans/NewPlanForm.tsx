import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useLocation, useNavigate } from 'react-router'

import { plans } from '~/api/plans'
import { useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { FormDialog } from '~/components/form/FormDialog'
import { plainName } from '~/components/ui/name-parts'
import { toast } from '~/components/ui/toast'
import { newPlan, newPlanForm, planForm } from '~/domain/plan'
import { m } from '~/i18n/gen/messages'

import { PlanFields } from './PlanFields'
import { faults } from './words'

export function Component() {
  const tenant = useParam('tenant')
  const navigate = useNavigate()
  const { search } = useLocation()
  const close = () => void navigate({ pathname: paths.plans({ tenant }), search })
  const form = useForm({ resolver: zodResolver(planForm(faults)), defaultValues: newPlanForm })
  const create = useMutation({
    ...plans.create(tenant),
    onSuccess: ({ name }) => {
      toast(m.plans_created({ name: plainName(name) }))
      close()
    },
  })
  return (
    <FormDialog
      title={m.plans_new()}
      form={form}
      mutation={create}
      toRequest={(values, idempotencyKey) => ({ plan: newPlan(values), idempotencyKey })}
      onClose={close}
      submitLabel={m.plans_create()}
    >
      <PlanFields control={form.control} isNew />
    </FormDialog>
  )
}
