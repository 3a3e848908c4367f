import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type UseFormReturn, useWatch } from 'react-hook-form'

import { contracts } from '~/api/contracts'
import { KeyValueField } from '~/components/form/KeyValueField'
import { SelectField } from '~/components/form/SelectField'
import { TextAreaField } from '~/components/form/TextAreaField'
import { TextField } from '~/components/form/TextField'
import { FailureNote } from '~/components/state/FailureNote'
import { FilterSelect } from '~/components/table/FilterSelect'
import type { CallForm } from '~/domain/call'
import type { Contract } from '~/domain/contract'
import { operationsOf } from '~/domain/openapi'
import { m } from '~/i18n/gen/messages'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

interface Props {
  api: Contract
  base: string
  form: UseFormReturn<CallForm>
}

/** The request of a test call, but for its key. */
export function CallFields({ api, base, form }: Props) {
  const { control } = form
  const method = useWatch({ control, name: 'method' })
  return (
    <>
      {api.has_openapi && <OperationChoice api={api} form={form} />}
      <div className="grid gap-3 sm:grid-cols-[8rem_1fr]">
        <SelectField
          control={control}
          name="method"
          label={m.apis_call_method()}
          options={methods.map((value) => ({ value, label: value }))}
        />
        <TextField
          control={control}
          name="path"
          label={m.apis_call_path()}
          hint={m.apis_call_path_hint({ path: base })}
          mono
          optional
        />
      </div>
      <KeyValueField
        control={control}
        name="headers"
        label={m.apis_call_request_headers()}
        optional
      />
      {(method !== 'GET' && method !== 'HEAD') || form.getValues('body') !== '' ? (
        <TextAreaField
          control={control}
          name="body"
          label={m.apis_call_request_body()}
          hint={m.apis_call_request_body_hint()}
          mono
          optional
        />
      ) : null}
    </>
  )
}

/** One of the operations of the API's own document; choosing it fills in the fields below. */
function OperationChoice({ api, form }: Omit<Props, 'base'>) {
  const document = useQuery(contracts.openapi(api.tenant, api.id))
  const [chosen, choose] = useState<string>()
  if (document.error)
    return <FailureNote failure={document.error} onRetry={() => void document.refetch()} />
  const operations = operationsOf(document.data)
  const fill = (key: string) => {
    choose(key)
    const operation = operations.find(({ method, path }) => `${method} ${path}` === key)
    if (!operation) return
    const { method, path, body } = operation
    const headers = Object.entries(form.getValues('headers')).filter(
      ([name]) => name.toLowerCase() !== 'content-type',
    )
    const type = body ? [['Content-Type', body.contentType] as const] : []
    form.reset({
      ...form.getValues(),
      method,
      path,
      headers: Object.fromEntries([...headers, ...type]),
      body: body?.example ?? '',
    })
  }
  return (
    <FilterSelect
      label={m.apis_call_operation()}
      value={chosen}
      options={operations.map(({ method, path, summary }) => ({
        value: `${method} ${path}`,
        label: `${method} ${path}${summary === '' ? '' : ` · ${summary}`}`.slice(0, 120),
      }))}
      onChange={fill}
    />
  )
}
