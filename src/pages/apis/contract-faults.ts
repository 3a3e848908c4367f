/** What is wrong with a contract that was typed as text, at its lines. */

import type { EditorFault } from '~/components/editor/code-view'
import { faultWords } from '~/components/editor/fault-words'
import { lineOf, type Notation, readText } from '~/domain/code-text'
import {
  asDocument,
  type ContractDocument,
  type DocumentFault,
  documentFaults,
} from '~/domain/contract-document'
import type { FieldFault } from '~/domain/failure'
import { pathOf } from '~/domain/field-diff'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { fieldLabel } from './contract-labels'
import { faults as words } from './words'

export interface ReadContract {
  /** What the text says; undefined when it is no contract's document. Values may still be wrong: see `faults`. */
  document: ContractDocument | undefined
  /** Beyond the syntax, which the editor tells by itself. */
  faults: EditorFault[]
  /** Why nothing else can be made of the text, with the line; undefined when it can. */
  obstacle: string | undefined
}

/** Reads what was typed. */
export function readContract(notation: Notation, text: string): ReadContract {
  const read = readText(notation, text)
  if (read.fault) return { document: undefined, faults: [], obstacle: faultWords(read.fault) }
  const found = documentFaults(read.value, words)
  const faults = found.map((fault) => placed(text, fault.pointer, textOf(fault)))
  // A wrong value has a field of the form where it can be put right; anything else has not.
  const blocking = faults[found.findIndex(({ kind }) => kind !== 'value')]
  return {
    document: blocking ? undefined : asDocument(read.value),
    faults,
    obstacle: blocking && atLine(blocking.line ?? 1, blocking.message),
  }
}

/** The server's refusals, at the lines they are about. */
export const serverFaults = (text: string, fields: readonly FieldFault[]): EditorFault[] =>
  fields.map(({ pointer, detail }) => placed(text, pointer, `${fieldLabel(pointer)}: ${detail}`))

const atLine = (line: number, fault: string) =>
  m.editor_at_line({ line: formatNumber(line), fault })

const placed = (text: string, pointer: string, message: string): EditorFault => ({
  line: lineOf(text, pathOf(pointer)),
  message,
})

function textOf({ pointer, kind, detail }: DocumentFault): string {
  const field = fieldLabel(pointer)
  if (kind === 'value') return `${field}: ${detail ?? ''}`
  return {
    object: m.contract_fault_object,
    fixed: m.contract_fault_fixed,
    unknown: m.contract_fault_unknown,
    missing: m.contract_fault_missing,
    type: m.contract_fault_type,
  }[kind]({ field })
}
