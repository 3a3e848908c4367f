import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'

import { FailureNote } from '~/components/state/FailureNote'
import { FilterSelect } from '~/components/table/FilterSelect'
import type { CallForm } from '~/domain/call'
import { operationsOf } from '~/domain/openapi/operations'
import { m } from '~/i18n/gen/messages'

interface Props {
  /** As it is stored. */
  document: UseQueryResult
  form: UseFormReturn<CallForm>
}

/** One of the operations of the API's own document; choosing it fills in the fields below. */
export function OperationChoice({ document, form }: Props) {
  const [chosen, choose] = useState<string>()
  if (document.error)
    return <FailureNote failure={document.error} onRetry={() => void document.refetch()} />
  const operations = operationsOf(document.data)
  if (operations.length === 0) return null
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
      label={m.call_operation()}
      value={chosen}
      options={operations.map(({ method, path, summary }) => ({
        value: `${method} ${path}`,
        label: `${method} ${path}${summary === '' ? '' : ` · ${summary}`}`.slice(0, 120),
      }))}
      onChange={fill}
    />
  )
}
