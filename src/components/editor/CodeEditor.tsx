import { lazy, Suspense } from 'react'
import type { Notation, ReadText } from '~/domain/code-text'
import { m } from '~/i18n/gen/messages'
import type { EditorFault } from './code-view'

export interface CodeEditorProps {
  /** Its accessible name. */
  label: string
  language: Notation
  value: string
  /** Called with what a person typed; never with what `value` brought. */
  onChange?: (text: string) => void
  /** What is wrong with the text beyond its syntax, which the editor checks by itself. */
  faults?: readonly EditorFault[]
  readOnly?: boolean
}

/** Reads a text, or says where it stops being what it should be. */
export type Reader = (language: Notation, text: string) => ReadText

/**
 * A text in JSON or YAML to be written or read: line numbers, search (Ctrl-F), faults marked at their lines and told below.
 * Tab indents; Escape, then Tab leaves it.
 * @param loadReader what checks the syntax, loaded beside the editor
 */
export function codeEditorWith(loadReader: () => Promise<Reader>) {
  // CodeMirror is as heavy as the rest of the page: it comes when there is something to write.
  const LateEditor = lazy(async () => {
    const [{ MountedEditor }, read] = await Promise.all([import('./MountedEditor'), loadReader()])
    const Editor = (props: CodeEditorProps) => <MountedEditor {...props} read={read} />
    return { default: Editor }
  })
  return function CodeEditor(props: CodeEditorProps) {
    const { label, language, readOnly = false } = props
    return (
      <Suspense fallback={<Waiting {...props} />}>
        <LateEditor key={`${language} ${readOnly} ${label}`} {...props} />
      </Suspense>
    )
  }
}

/** The text can be read while the editor is on its way. */
function Waiting({ label, value }: CodeEditorProps) {
  return (
    <div
      aria-busy="true"
      className="max-h-96 min-h-40 overflow-hidden rounded-md border border-line"
    >
      <span className="sr-only">{m.editor_loading({ label })}</span>
      <pre className="p-3 text-sm text-muted">{value.slice(0, 4000)}</pre>
    </div>
  )
}
