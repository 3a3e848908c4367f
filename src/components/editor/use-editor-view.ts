import type { EditorView } from '@codemirror/view'
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'

import { setText } from './code-view'

interface Heard {
  /** Every change that is typed. */
  onChange?: ((text: string) => void) | undefined
  /** The person asks for what the text says, which is handed over. */
  onRun?: ((text: string) => void) | undefined
}

interface Told {
  onChange: (text: string) => void
  onRun: (text: string) => void
}

interface Editing {
  /** Where the editor is made. */
  host: RefObject<HTMLDivElement | null>
  /** The editor while it stands. */
  view: RefObject<EditorView | null>
}

/**
 * An editor in a place of its own, whose text the owner holds.
 * @param value the owner's text
 * @param heard what the owner hears
 * @param make makes the editor in an element, and tells `heard` what happens in it
 */
export function useEditorView(
  value: string,
  heard: Heard,
  make: (element: HTMLElement, heard: Told) => EditorView,
): Editing {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  // What was handed over and has not come back yet: typing may be ahead of its owner.
  const told = useRef<string[]>([])
  const change = useEffectEvent((text: string) => {
    told.current.push(text)
    heard.onChange?.(text)
  })
  const run = useEffectEvent((text: string) => heard.onRun?.(text))
  const create = useEffectEvent((element: HTMLElement) =>
    make(element, { onChange: (text) => change(text), onRun: (text) => run(text) }),
  )

  useEffect(() => {
    if (host.current === null) return undefined
    const editor = create(host.current)
    view.current = editor
    return () => editor.destroy()
  }, [])

  useEffect(() => {
    const echo = told.current.indexOf(value)
    // An echo says nothing new, and would take back what has been typed since; texts in between were skipped over.
    told.current = echo === -1 ? [] : told.current.slice(echo + 1)
    if (echo === -1 && view.current !== null) setText(view.current, value)
  }, [value])

  return { host, view }
}
