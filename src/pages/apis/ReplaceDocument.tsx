import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { openapi } from '~/api/openapi'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { Dialog } from '~/components/ui/Dialog'
import { PendingStatus } from '~/components/ui/PendingStatus'
import { toast } from '~/components/ui/toast'
import type { Contract } from '~/domain/contract'
import { putDocumentCommand } from '~/domain/contract-commands'
import { isStorable } from '~/domain/openapi/limits'
import type { ReadDocument } from '~/domain/openapi/read'
import { DocumentPicker } from '~/features/openapi-import/DocumentPicker'
import { DocumentSummary } from '~/features/openapi-import/DocumentSummary'
import { m } from '~/i18n/gen/messages'

import { CopyCurl } from './CopyCurl'
import { DocumentChange } from './DocumentChange'

interface Props {
  api: Contract
  onClose: () => void
}

/** Puts a document in the place of the one that is stored, after a look at which operations come, go and change. */
export function ReplaceDocument({ api, onClose }: Props) {
  const [document, setDocument] = useState<ReadDocument>()
  const store = useMutation({
    ...openapi.store(api.tenant),
    onSuccess: () => {
      toast(m.openapi_stored())
      onClose()
    },
  })
  const json = document && isStorable(document) ? document.json : undefined
  const { id, etag } = api
  const save = () => json !== undefined && store.mutate({ id, etag, json })
  return (
    <Dialog
      title={m.openapi_document_replace_title({ name: api.apiName })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          {json !== undefined && (
            <CopyCurl command={() => putDocumentCommand({ id, etag }, JSON.parse(json))} />
          )}
          <Button variant="ghost" onClick={onClose}>
            {m.kit_cancel()}
          </Button>
          <Button
            variant="primary"
            pending={store.isPending}
            disabled={json === undefined}
            onClick={save}
          >
            {m.openapi_document_save()}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <DocumentPicker onRead={setDocument} onForget={() => setDocument(undefined)} />
        {document && <DocumentSummary document={document} />}
        {json !== undefined && <DocumentChange api={api} json={json} />}
        {store.error && <FailureNote failure={store.error} onRetry={save} />}
        <PendingStatus isPending={store.isPending} />
      </div>
    </Dialog>
  )
}
