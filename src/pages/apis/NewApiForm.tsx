import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { type Control, useForm } from 'react-hook-form'
import type { LoaderFunctionArgs } from 'react-router'
import { useLoaderData, useLocation, useNavigate } from 'react-router'

import { contracts } from '~/api/contracts'
import { gateway } from '~/api/gateway'
import { queryClient } from '~/api/query-client'
import { param, readSearch, text, useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { FormDialog } from '~/components/form/FormDialog'
import { SelectField } from '~/components/form/SelectField'
import { LinkButton } from '~/components/ui/LinkButton'
import { toast } from '~/components/ui/toast'
import {
  type Contract,
  type ContractForm,
  contractForm,
  copyOf,
  newContract,
  newContractForm,
} from '~/domain/contract'
import { m } from '~/i18n/gen/messages'

import { ContractFields } from './ContractFields'
import { ContractPreview } from './ContractPreview'
import { faults } from './words'

const fromSchema = { from: text('') }

/** The contract that is copied, when the address names one. */
export async function loader({ params, request }: LoaderFunctionArgs): Promise<Contract | null> {
  const { from } = readSearch(request, fromSchema)
  if (from === '') return null
  const source = contracts.detail(param(params, 'tenant'), param({ id: from }, 'id'))
  return queryClient.query(source)
}

export function Component() {
  const tenant = useParam('tenant')
  const source = useLoaderData<typeof loader>()
  const navigate = useNavigate()
  const { search } = useLocation()
  const close = () =>
    void navigate(
      source ? paths.api({ tenant, id: source.id }) : { pathname: paths.apis({ tenant }), search },
    )
  const form = useForm({
    resolver: zodResolver(contractForm(faults)),
    defaultValues: source ? copyOf(source) : newContractForm,
  })
  // Outlives the form: the gateway has up to a second to take the new route.
  const verify = useMutation({
    ...gateway.verify(),
    onSuccess: ({ state }, { path }) =>
      state === 'served'
        ? toast(m.apis_in_force_yes({ path }))
        : toast(m.apis_in_force_no({ path }), 'bad'),
  })
  const create = useMutation({
    ...contracts.create(tenant),
    onSuccess: (api) => {
      toast(m.apis_registered({ name: api.apiName }))
      const path = api.bindings[0]?.path
      if (api.status === 'published' && path) verify.mutate({ path, expected: 'served' })
      void navigate(paths.api({ tenant, id: api.id }))
    },
  })
  return (
    <FormDialog
      title={source ? m.apis_clone_title({ name: source.apiName }) : m.apis_new()}
      size="lg"
      form={form}
      mutation={create}
      toRequest={(values, idempotencyKey) => ({
        contract: newContract(tenant, values, source?.metadata),
        idempotencyKey,
      })}
      onClose={close}
      submitLabel={m.apis_register()}
      conflictAction={
        <LinkButton
          size="sm"
          to={{
            pathname: paths.apis({ tenant }),
            search: `?search=${encodeURIComponent(form.getValues('apiName'))}`,
          }}
        >
          {m.apis_open_existing()}
        </LinkButton>
      }
    >
      <ContractFields control={form.control} isNew />
      <AfterRegistering control={form.control} />
      <ContractPreview control={form.control} tenant={tenant} metadata={source?.metadata} />
    </FormDialog>
  )
}

function AfterRegistering({ control }: { control: Control<ContractForm> }) {
  return (
    <SelectField
      control={control}
      name="status"
      label={m.apis_field_status()}
      options={[
        { value: 'published', label: m.apis_field_status_published() },
        { value: 'draft', label: m.apis_field_status_draft() },
      ]}
    />
  )
}
