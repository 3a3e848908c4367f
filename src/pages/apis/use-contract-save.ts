/** Writes a change of a contract and reads it back; when somebody else was faster, brings their version for the merge. */

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { contracts } from '~/api/contracts'
import { queryClient } from '~/api/query-client'
import { toast } from '~/components/ui/toast'
import type { Contract, ContractPatch } from '~/domain/contract'
import { type ContractDocument, documentOf } from '~/domain/contract-document'
import { fieldDiff } from '~/domain/field-diff'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { fieldLabel } from './contract-labels'

/** What is to be written, and what the contract should be afterwards. */
export interface Wish {
  etag: string
  patch: ContractPatch
  document: ContractDocument
}

interface Owner {
  tenant: string
  id: string
  /** It is written, and this was read back. */
  onSaved: (contract: Contract) => void
}

export function useContractSave({ tenant, id, onSaved }: Owner) {
  const [wish, setWish] = useState<Wish>()
  const [theirs, setTheirs] = useState<Contract>()
  const close = () => {
    setWish(undefined)
    setTheirs(undefined)
  }
  const read = () => queryClient.query({ ...contracts.detail(tenant, id), staleTime: 0 })
  const update = useMutation(contracts.update(tenant))
  const look = useMutation({ mutationFn: read, onSuccess: setTheirs, gcTime: 0 })
  const save = useMutation({
    mutationFn: async ({ etag, patch }: Wish) => {
      await update.mutateAsync({ id, etag, patch })
      return read()
    },
    onSuccess: (contract, { document }) => {
      tell(document, contract)
      close()
      onSaved(contract)
    },
    onError: ({ kind }) => {
      if (kind === 'stale') look.mutate()
    },
    gcTime: 0,
  })
  return {
    save,
    /** What was asked to be saved, while it is looked at. */
    wish,
    ask: (asked: Wish) => {
      save.reset()
      look.reset()
      setWish(asked)
    },
    /** Set while a merge is to be decided. */
    theirs,
    /** Their version could not be read. */
    lookFailure: look.error,
    close,
  }
}

export type ContractSave = ReturnType<typeof useContractSave>

function tell(wanted: ContractDocument, contract: Contract): void {
  const left = fieldDiff(wanted, documentOf(contract)).map(({ pointer }) => fieldLabel(pointer))
  if (left.length === 0) toast(m.contract_saved())
  else toast(m.contract_saved_differs({ fields: formatList(left) }), 'bad')
}
