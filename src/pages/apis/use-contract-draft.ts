/**
 * An edit of a contract that moves between form, YAML and JSON: all three write the same document, and a text that cannot
 * be read stays as it was typed.
 */

import { zodResolver } from '@hookform/resolvers/zod'
import { useMemo, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'

import type { Notation } from '~/domain/code-text'
import { type Contract, contractForm, type ContractForm } from '~/domain/contract'
import {
  type ContractDocument,
  documentOf,
  documentPatch,
  formOf,
  withForm,
} from '~/domain/contract-document'
import { visibleJson } from '~/domain/curl'
import { yaml } from '~/domain/yaml'

import { readContract } from './contract-faults'
import { faults } from './words'

export type Mode = 'form' | Notation

interface Draft {
  mode: Mode
  text: string
  /** What the form was opened on: it holds what the form does not show. */
  behindForm: ContractDocument
  /** The text was to become something else and could not be read. */
  isRefused: boolean
}

export const writtenAs = (notation: Notation, document: ContractDocument): string =>
  `${notation === 'json' ? visibleJson(document) : yaml(document)}\n`

const begin = (contract: Contract, mode: Mode): Draft => ({
  mode,
  text: mode === 'form' ? '' : writtenAs(mode, documentOf(contract)),
  behindForm: documentOf(contract),
  isRefused: false,
})

/** @param latest the contract as the server has it now; taken over as long as nothing was typed */
export function useContractDraft(latest: Contract) {
  const [base, setBase] = useState(latest)
  const [draft, setDraft] = useState(() => begin(latest, 'yaml'))
  const opened = useMemo(() => documentOf(base), [base])
  const form = useForm({
    resolver: zodResolver(contractForm(faults)),
    values: formOf(base, opened),
    mode: 'onTouched',
  })
  // Its defaults are whole, so what is watched is whole.
  const values = useWatch({ control: form.control }) as ContractForm
  const { mode, text } = draft
  const read = useMemo(() => (mode === 'form' ? undefined : readContract(mode, text)), [mode, text])
  const document = read ? read.document : withForm(draft.behindForm, values)
  const isDirty =
    document === undefined || mode === 'form'
      ? document === undefined || documentPatch(opened, document) !== undefined
      : text !== writtenAs(mode, opened) && documentPatch(opened, document) !== undefined

  const restart = (contract: Contract) => {
    setBase(contract)
    setDraft(begin(contract, mode))
  }
  if (latest.etag !== base.etag && !isDirty) restart(latest)

  const switchTo = (next: Mode) => {
    if (document === undefined) return setDraft({ ...draft, isRefused: true })
    setDraft({
      mode: next,
      text: next === 'form' ? '' : writtenAs(next, document),
      behindForm: document,
      isRefused: false,
    })
    if (next === 'form') form.reset(formOf(base, document), { keepDefaultValues: true })
  }
  return {
    base,
    opened,
    mode,
    text,
    form,
    /** What would be saved; undefined while the text is no contract. */
    document,
    faults: read?.faults ?? [],
    obstacle: draft.isRefused ? read?.obstacle : undefined,
    isDirty,
    type: (typed: string) => setDraft({ ...draft, text: typed, isRefused: false }),
    refuse: () => setDraft({ ...draft, isRefused: true }),
    switchTo,
    restart,
  }
}

export type ContractDraft = ReturnType<typeof useContractDraft>
