/** Reaches into a code editor, whose text lives in a shadow root where queries do not look. */
import { EditorView } from '@codemirror/view'
import { waitFor } from '@testing-library/react'
import { act } from 'react'

/** @param label the editor's accessible name */
export async function editorOf(label: string): Promise<EditorView> {
  return waitFor(() => {
    const host = document.querySelector(`[data-editor="${label}"]`)
    const content = host?.shadowRoot?.querySelector<HTMLElement>('.cm-content')
    const view = content ? EditorView.findFromDOM(content) : null
    if (view === null) throw new Error(`no editor called "${label}"`)
    return view
  })
}

/** Replaces the whole text, as a person would by selecting all and pasting. */
export async function writeInEditor(label: string, text: string): Promise<void> {
  const view = await editorOf(label)
  act(() => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }))
}
