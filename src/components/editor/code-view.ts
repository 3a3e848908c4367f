/**
 * CodeMirror as the console uses it. It lives in a shadow root: there its styles are constructed sheets, which the content
 * security policy allows; in the page itself they would be `<style>` elements, which it does not.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, indentOnInput } from '@codemirror/language'
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Annotation, EditorState, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import type { Notation } from '~/domain/code-text'
import { editorLook } from './editor-look'

/** What is wrong with the text and where: offsets, or a line from 1, or the text as a whole. */
export interface EditorFault {
  from?: number
  to?: number
  line?: number
  message: string
}

interface Options {
  label: string
  /** How it is used by keyboard, for those who do not see the words below it. */
  description: string
  language: Notation
  value: string
  readOnly: boolean
  onChange: (text: string) => void
}

/** The text was set from outside: nobody typed it. */
const isGiven = Annotation.define<boolean>()

const languages: Record<Notation, () => Extension> = { json, yaml }

/**
 * What is typed over a selection goes straight into the document. Left to Chromium, it would keep the look of what it
 * replaces in a style attribute, which the content security policy refuses (and reports).
 */
export const typingOverSelection = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const isOver = event.inputType === 'insertText' && !view.state.selection.main.empty
    if (!isOver || event.isComposing || event.data === null || view.state.readOnly) return false
    event.preventDefault()
    view.dispatch(view.state.replaceSelection(event.data), {
      userEvent: 'input.type',
      scrollIntoView: true,
    })
    return true
  },
})

/** Tells the text after each change that a person made; never one that was set from outside. */
export const whenTyped = (onChange: (text: string) => void): Extension =>
  EditorView.updateListener.of((update) => {
    const isTyped = update.transactions.every((one) => one.annotation(isGiven) !== true)
    if (update.docChanged && isTyped) onChange(update.state.doc.toString())
  })

/** What editors and comparisons share. */
export const readingExtensions = (language: Notation, label: string): Extension => [
  lineNumbers(),
  highlightSpecialChars(),
  drawSelection(),
  bracketMatching(),
  search({ top: true }),
  EditorView.lineWrapping,
  languages[language](),
  keymap.of([...searchKeymap, ...defaultKeymap]),
  // A stop of the tab order anyway; said, because a region that scrolls has to hold one for all to see.
  EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
  editorLook(),
]

/** The shadow root of an element, made once. */
export const shadowOf = (host: HTMLElement): ShadowRoot =>
  host.shadowRoot ?? host.attachShadow({ mode: 'open' })

/** An editor in the host's shadow root; `destroy()` takes it away. */
export function createEditor(host: HTMLElement, options: Options): EditorView {
  const { label, description, language, value, readOnly, onChange } = options
  const root = shadowOf(host)
  const writing = [
    history(),
    indentOnInput(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    keymap.of([...historyKeymap, indentWithTab]),
    typingOverSelection,
  ]
  return new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: value,
      extensions: [
        readOnly ? EditorState.readOnly.of(true) : writing,
        readingExtensions(language, label),
        highlightSelectionMatches(),
        lintGutter(),
        keymap.of(lintKeymap),
        EditorView.contentAttributes.of({ 'aria-description': description }),
        whenTyped(onChange),
      ],
    }),
  })
}

/** Sets the text and leaves the cursor where it was: only what differs between its equal beginning and end is replaced. */
export function setText(view: EditorView, text: string): void {
  const old = view.state.doc.toString()
  if (old === text) return
  const shorter = Math.min(old.length, text.length)
  let start = 0
  while (start < shorter && old[start] === text[start]) start += 1
  let end = 0
  while (end < shorter - start && old.at(-1 - end) === text.at(-1 - end)) end += 1
  view.dispatch({
    changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) },
    annotations: isGiven.of(true),
  })
}

/** Marks the faults in the text and beside their lines. */
export function showFaults(view: EditorView, faults: readonly EditorFault[]): void {
  const diagnostics = faults.map((fault) => diagnosticOf(view.state, fault))
  view.dispatch(setDiagnostics(view.state, diagnostics))
}

/** Puts the cursor at the beginning of a line and shows it. */
export function goToLine(view: EditorView, line: number): void {
  const { from } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines))
  view.dispatch({ selection: { anchor: from }, scrollIntoView: true })
  view.focus()
}

function diagnosticOf({ doc }: EditorState, { from, to, line, message }: EditorFault): Diagnostic {
  const within = (offset: number) => Math.min(Math.max(offset, 0), doc.length)
  const mark = { severity: 'error' as const, message }
  if (from !== undefined) return { ...mark, from: within(from), to: within(to ?? from) }
  const place = doc.line(Math.min(Math.max(line ?? 1, 1), doc.lines))
  return { ...mark, from: place.from, to: line === undefined ? place.from : place.to }
}
