import { zodResolver } from '@hookform/resolvers/zod'
import { type Control, useForm } from 'react-hook-form'
import type { LoaderFunctionArgs } from 'react-router'
import { useLoaderData, useLocation, useNavigate } from 'react-router'

import { contracts } from '~/api/contracts'
import { queryClient } from '~/api/query-client'
import { param, readSearch, text, useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { FormDialog } from '~/components/form/FormDialog'
import { SelectField } from '~/components/form/SelectField'
import { LinkButton } from '~/components/ui/LinkButton'
import {
  type Contract,
  type ContractForm,
  contractForm,
  copyOf,
  newContract,
  newContractForm,
} from '~/domain/contract'
import { useFormReturn } from '~/features/form-return/use-form-return'
import { m } from '~/i18n/gen/messages'

import { ContractFields } from './ContractFields'
import { ContractPreview } from './ContractPreview'
import { DocumentLeft } from './DocumentLeft'
import { ExistingApi } from './ExistingApi'
import { ImportPart } from './ImportPart'
import { UpdateExisting } from './UpdateExisting'
import { useRegistering } from './use-registering'
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
  const formReturn = useFormReturn()
  const form = useForm({
    resolver: zodResolver(contractForm(faults)),
    defaultValues: source ? copyOf(source) : newContractForm,
  })
  const { document, setDocument, json, existing, setExisting, ...registering } = useRegistering(
    tenant,
    form,
  )
  const { left } = registering
  if (left)
    return <DocumentLeft {...left} json={json ?? ''} onDone={() => registering.open(left.api)} />
  const own = source
    ? paths.api({ tenant, id: source.id })
    : { pathname: paths.apis({ tenant }), search }
  return (
    <>
      <FormDialog
        title={source ? m.apis_clone_title({ name: source.apiName }) : m.apis_new()}
        size="lg"
        form={form}
        mutation={registering.create}
        toRequest={(values, idempotencyKey) => ({
          contract: newContract(tenant, values, source?.metadata),
          json,
          idempotencyKey,
        })}
        onClose={() => void navigate(formReturn ?? own)}
        submitLabel={m.apis_register()}
        conflictAction={<Namesakes tenant={tenant} name={form.getValues('apiName')} />}
      >
        {!source && <ImportPart form={form} document={document} onChange={setDocument} />}
        <ExistingApi tenant={tenant} control={form.control} onUpdate={setExisting} />
        <ContractFields control={form.control} isNew />
        <AfterRegistering control={form.control} />
        <ContractPreview control={form.control} tenant={tenant} metadata={source?.metadata} />
      </FormDialog>
      {existing && (
        <UpdateExisting
          existing={existing}
          values={form.getValues()}
          filledIn={registering.filledIn}
          json={json}
          onBack={() => setExisting(undefined)}
          onDone={registering.updated}
        />
      )}
    </>
  )
}

function Namesakes({ tenant, name }: { tenant: string; name: string }) {
  const search = `?search=${encodeURIComponent(name)}`
  return (
    <LinkButton size="sm" to={{ pathname: paths.apis({ tenant }), search }}>
      {m.apis_open_existing()}
    </LinkButton>
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
