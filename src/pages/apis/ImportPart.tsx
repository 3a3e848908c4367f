import { type UseFormReturn, useWatch } from 'react-hook-form'
import { useState } from 'react'

import { Button } from '~/components/ui/Button'
import type { ContractForm } from '~/domain/contract'
import { prefillOf } from '~/domain/openapi/prefill'
import type { ReadDocument } from '~/domain/openapi/read'
import { DocumentPicker } from '~/features/openapi-import/DocumentPicker'
import { DocumentSummary } from '~/features/openapi-import/DocumentSummary'
import { ServerChoice } from '~/features/openapi-import/ServerChoice'
import { m } from '~/i18n/gen/messages'

import { fillIn } from './fill-in'

interface Props {
  form: UseFormReturn<ContractForm>
  /** What was read and is right; undefined while there is none. */
  document: ReadDocument | undefined
  onChange: (document: ReadDocument | undefined) => void
}

/** The way from an OpenAPI document into the form: what a person has typed stays, everything else is filled in. */
export function ImportPart({ form, document, onChange }: Props) {
  const url = useWatch({ control: form.control, name: 'endpoint.url' })
  const [own, setOwn] = useState('')
  const read = (found: ReadDocument) => {
    setOwn(form.getValues('endpoint.url'))
    fillIn(form, found)
    onChange(found)
  }
  const choose = (value: string) =>
    form.setValue('endpoint.url', value, { shouldDirty: true, shouldValidate: value !== '' })
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium">{m.openapi_import()}</summary>
      <div className="flex flex-col gap-3 pt-2">
        <p className="text-muted">{m.openapi_import_hint()}</p>
        <DocumentPicker onRead={read} onForget={() => onChange(undefined)} />
        {document && (
          <>
            <DocumentSummary document={document} />
            <VersionNote document={document} />
            {document.outline.servers.length > 0 && (
              <ServerChoice
                servers={document.outline.servers}
                value={url}
                own={own}
                onChange={choose}
              />
            )}
            <div>
              <Button size="sm" onClick={() => onChange(undefined)}>
                {m.openapi_forget()}
              </Button>
            </div>
          </>
        )}
      </div>
    </details>
  )
}

function VersionNote({ document: { outline } }: { document: ReadDocument }) {
  if (prefillOf(outline).apiVersion !== undefined) return null
  return <p className="text-warn">{m.openapi_version_kept({ version: outline.version })}</p>
}
