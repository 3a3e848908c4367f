import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { openapi } from '~/api/openapi'
import { ConfirmDialog } from '~/components/form/ConfirmDialog'
import { Button } from '~/components/ui/Button'
import { toast } from '~/components/ui/toast'
import type { Contract } from '~/domain/contract'
import { removeDocumentCommand } from '~/domain/contract-commands'
import { m } from '~/i18n/gen/messages'

import { CopyCurl } from './CopyCurl'
import { ReplaceDocument } from './ReplaceDocument'

interface Props {
  api: Contract
  disabledBecause: string | undefined
}

/** Adds, replaces and removes the document of an API. */
export function StoredDocument({ api, disabledBecause }: Props) {
  const [asked, ask] = useState<'replace' | 'remove'>()
  const close = () => ask(undefined)
  const remove = useMutation({
    ...openapi.remove(api.tenant),
    onSuccess: () => {
      toast(m.openapi_removed_done())
      close()
    },
  })
  const { id, etag } = api
  const isOff = disabledBecause !== undefined
  const button = (label: string, what: 'replace' | 'remove') => (
    <Button
      size="sm"
      disabled={isOff}
      {...(isOff && { title: disabledBecause })}
      onClick={() => ask(what)}
    >
      {label}
    </Button>
  )
  return (
    <>
      {button(api.has_openapi ? m.openapi_document_replace() : m.openapi_document_add(), 'replace')}
      {api.has_openapi && button(m.openapi_document_remove(), 'remove')}
      {asked === 'replace' && <ReplaceDocument api={api} onClose={close} />}
      {asked === 'remove' && (
        <ConfirmDialog
          title={m.openapi_document_remove_title({ name: api.apiName })}
          consequence={m.openapi_document_remove_hint()}
          confirmLabel={m.openapi_document_remove()}
          mutation={remove}
          variables={{ id, etag }}
          aside={<CopyCurl command={() => removeDocumentCommand({ id, etag })} />}
          onClose={close}
        />
      )}
    </>
  )
}
