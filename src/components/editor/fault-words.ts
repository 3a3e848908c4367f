/** What is wrong with a text, in the reader's language. */
import type { TextFault, TextFaultKind } from '~/domain/code-text'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

const words: Record<TextFaultKind, () => string> = {
  syntax: m.editor_fault_syntax,
  indent: m.editor_fault_indent,
  duplicate: m.editor_fault_duplicate,
  many: m.editor_fault_many,
  tag: m.editor_fault_tag,
  number: m.editor_fault_number,
  anchor: m.editor_fault_anchor,
  aliases: m.editor_fault_aliases,
  deep: m.editor_fault_deep,
  large: m.editor_fault_large,
}

/** What is wrong, without its place. */
export const faultText = ({ kind }: TextFault): string => words[kind]()

/** "Line 3: …"; a fault of the whole text has no line. */
export const faultWords = (fault: TextFault): string =>
  fault.kind === 'large' || fault.kind === 'deep'
    ? faultText(fault)
    : m.editor_at_line({ line: formatNumber(fault.line), fault: faultText(fault) })
